import { CircleCheck, CircleX, Link2Off, type LucideIcon, UserCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { AcknowledgeLinkView } from "#contracts/incident.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { Moment, TimeSince } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { TONE_TEXT, type Tone } from "#ui/verdict/verdict-words.ts";

type Link = NonNullable<AcknowledgeLinkView>;

/** Works without a script: one button that posts a form. */
export function AcknowledgeScreen({ link, token }: { link: AcknowledgeLinkView; token: string }) {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center px-4 py-12">
      {link === null ? <NotOurs /> : <Standing link={link} token={token} />}
    </main>
  );
}

function NotOurs() {
  return (
    <AuthFrame
      title="This link does not work"
      note="It is damaged, or the message it was in has been deleted."
    >
      <State icon={Link2Off} tone="idle">
        Copy the whole link out of the message, or open Uptick and acknowledge the incident there.
      </State>
    </AuthFrame>
  );
}

function Standing({ link, token }: { link: Link; token: string }) {
  const { title, note } = HEADS[link.state](link.count);
  return (
    <AuthFrame title={title} note={note}>
      <p className="text-base font-semibold break-words">
        {link.name}
        {link.count > 1 && <span className="font-normal text-ink-2"> and {link.count - 1} more</span>}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-ink-2 tabular-nums">
        since <Moment at={link.openedAt} withDay />
        {link.state === "ready" && (
          <>
            , for <TimeSince at={link.openedAt} />
          </>
        )}
      </p>
      {link.state === "ready" ? <ConfirmForm token={token} count={link.count} /> : <Done link={link} />}
    </AuthFrame>
  );
}

const HEADS: Record<Link["state"], (count: number) => { title: string; note: string }> = {
  ready: (count) => ({
    title: count === 1 ? "Acknowledge this incident?" : `Acknowledge ${count} incidents?`,
    note: "Colleagues see that somebody looks after it. Reminders and escalation stop.",
  }),
  used: (count) => ({
    title: count === 1 ? "Acknowledged" : `Acknowledged ${count} incidents`,
    note: "Reminders and escalation have stopped.",
  }),
  acknowledged: (count) => ({
    title: "Somebody was faster",
    note: `${count === 1 ? "The incident is" : `All ${count} incidents are`} acknowledged already.`,
  }),
  resolved: () => ({ title: "It is over", note: "There is nothing left to acknowledge." }),
};

function ConfirmForm({ token, count }: { token: string; count: number }) {
  return (
    <form method="post" action={`/acknowledge/${encodeURIComponent(token)}/confirm`} className="mt-5">
      <Button type="submit" variant="primary" className="w-full">
        <UserCheck aria-hidden className="size-4" />
        {count === 1 ? "Acknowledge" : `Acknowledge ${count} incidents`}
      </Button>
      <p className="mt-3 text-xs text-pretty text-ink-3">
        The link works once. Opening this page has changed nothing.
      </p>
    </form>
  );
}

function Done({ link: { state, at } }: { link: Link }) {
  if (at === null) return null;
  const moment = <Moment at={at} withDay />;
  if (state === "resolved") {
    return (
      <State icon={CircleCheck} tone="up">
        Resolved at {moment}.
      </State>
    );
  }
  if (state === "acknowledged") {
    return (
      <State icon={CircleX} tone="warn">
        Acknowledged at {moment} by somebody else. This link was not needed.
      </State>
    );
  }
  return (
    <State icon={CircleCheck} tone="up">
      Acknowledged with this link at {moment}. It has been used and works no more.
    </State>
  );
}

function State({ icon: Icon, tone, children }: { icon: LucideIcon; tone: Tone; children: ReactNode }) {
  return (
    <div className="mt-4 flex items-start gap-2.5 text-[0.8125rem] text-pretty first:mt-0">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${TONE_TEXT[tone]}`} />
      <p className="min-w-0 break-words">{children}</p>
    </div>
  );
}
