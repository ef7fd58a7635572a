import { CircleCheck, CircleX, Link2Off, type LucideIcon, UserCheck } from "lucide-react";
import { useTranslations } from "next-intl";
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
  const t = useTranslations("incidents.link");
  return (
    <AuthFrame title={t("badTitle")} note={t("badNote")}>
      <State icon={Link2Off} tone="idle">
        {t("badAdvice")}
      </State>
    </AuthFrame>
  );
}

function Standing({ link, token }: { link: Link; token: string }) {
  const t = useTranslations("incidents.link");
  const { state, name, count, openedAt } = link;
  const at = () => <Moment at={openedAt} withDay />;
  const light = (text: ReactNode) => <span className="font-normal text-ink-2">{text}</span>;
  return (
    <AuthFrame title={t(`head.${state}`, { count })} note={t(`note.${state}`, { count })}>
      <p className="text-base font-semibold break-words">
        {count > 1 ? t.rich("more", { name, count: count - 1, light }) : name}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-ink-2 tabular-nums">
        {state === "ready"
          ? t.rich("sinceFor", { at, time: () => <TimeSince at={openedAt} /> })
          : t.rich("since", { at })}
      </p>
      {state === "ready" ? <ConfirmForm token={token} count={count} /> : <Done link={link} />}
    </AuthFrame>
  );
}

function ConfirmForm({ token, count }: { token: string; count: number }) {
  const t = useTranslations("incidents.link");
  return (
    <form method="post" action={`/acknowledge/${encodeURIComponent(token)}/confirm`} className="mt-5">
      <Button type="submit" variant="primary" className="w-full">
        <UserCheck aria-hidden className="size-4" />
        {t("submit", { count })}
      </Button>
      <p className="mt-3 text-xs text-pretty text-ink-3">{t("once")}</p>
    </form>
  );
}

function Done({ link: { state, at } }: { link: Link }) {
  const t = useTranslations("incidents.link");
  if (at === null) return null;
  const moment = { at: () => <Moment at={at} withDay /> };
  if (state === "resolved") {
    return (
      <State icon={CircleCheck} tone="up">
        {t.rich("resolvedAt", moment)}
      </State>
    );
  }
  if (state === "acknowledged") {
    return (
      <State icon={CircleX} tone="warn">
        {t.rich("byOther", moment)}
      </State>
    );
  }
  return (
    <State icon={CircleCheck} tone="up">
      {t.rich("byThis", moment)}
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
