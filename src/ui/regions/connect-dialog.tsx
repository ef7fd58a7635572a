"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { AgentView, LocationToken } from "#contracts/private-location.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { SecretField } from "#ui/team/secret-field.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AGENT_WAYS, type AgentWay, agentCommand } from "./agent-commands.ts";

const LOOK_MS = 2_000;

type ConnectDialogProps = {
  made: LocationToken;
  appUrl: string;
  /** Whether no agent has been there yet, so that the first one is news. */
  waits: boolean;
  onClose: () => void;
};

/** The only time that the token is readable: what to paste, and whether it has worked. */
export function ConnectDialog({ made, appUrl, waits, onClose }: ConnectDialogProps) {
  const t = useTranslations("regions.own.connect");
  const [way, setWay] = useState<AgentWay>("npx");
  const id = useId();
  const command = agentCommand(way, { appUrl, ...made });
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { name: made.name })} description={t("note")}>
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
        <SecretField label={t("token")} copyLabel={t("copyToken")} text={made.token} />
        <div className="flex min-w-0 flex-col gap-2">
          <p id={id} className="text-[0.8125rem] font-medium">
            {t("run")}
          </p>
          <Segmented
            label={t("way")}
            value={way}
            onChange={setWay}
            options={AGENT_WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
          />
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
            tabIndex={0}
            aria-labelledby={id}
            className="max-h-64 overflow-auto rounded-lg border bg-sunken p-3"
          >
            <pre className="font-mono text-xs">{command}</pre>
          </section>
          <div className="self-start">
            <CopyButton text={command} label={t("copyCommand")} wide />
          </div>
          <p className="text-xs text-ink-3">{t(`notes.${way}`)}</p>
        </div>
        {waits && <FirstBeat code={made.code} />}
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      </footer>
    </Dialog>
  );
}

function FirstBeat({ code }: { code: string }) {
  const t = useTranslations("regions.own.connect");
  const { data } = useQuery(useTRPC().region.locations.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const location = data?.locations.find((one) => one.code === code);
  const agent = location?.agents.find(({ isLive }) => isLive);
  return (
    <div role="status" className="rounded-lg border px-3.5 py-3 text-[0.8125rem]">
      {agent === undefined ? (
        <p className="flex items-center gap-2 text-ink-2">
          <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
          {t("waiting")}
        </p>
      ) : (
        <Connected agent={agent} />
      )}
    </div>
  );
}

function Connected({ agent }: { agent: AgentView }) {
  const t = useTranslations("regions.own.connect");
  return (
    <>
      <p className="flex items-center gap-2 font-medium text-up">
        <CircleCheck aria-hidden className="size-4" />
        {t("connected", { agent: agent.instance, version: agent.version })}
      </p>
      <p className="mt-1 break-words text-ink-2">{t("can", { kinds: agent.kinds.join(", ") })}</p>
    </>
  );
}
