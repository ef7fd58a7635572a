"use client";

import { BellRing, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { ChannelValues } from "./channel-values.ts";
import { subscribeBrowser, whyNoPush } from "./subscribe-browser.ts";

type State = { kind: "idle" } | { kind: "busy" } | { kind: "done" } | { kind: "failed"; message: string };

/** Fills the fields of a web push channel with what this browser's push service gives. */
export function NotifyThisBrowser({ form }: { form: UseFormReturn<ChannelValues> }) {
  const t = useTranslations("channels.push");
  const client = useTRPCClient();
  const [state, setState] = useState<State>({ kind: "idle" });
  // The server does not know the browser; on the first render nothing is missing.
  const missing = useSyncExternalStore(nothingChanges, whyNoPush, () => null);

  const subscribe = async () => {
    setState({ kind: "busy" });
    try {
      const { publicKey } = await client.channel.pushKey.query();
      const answer = await subscribeBrowser(publicKey);
      if (answer.kind === "refused")
        return setState({ kind: "failed", message: t(answer.reason, { detail: answer.detail }) });
      for (const [name, value] of Object.entries(answer.subscription)) {
        form.setValue(`config.${name}`, value, { shouldDirty: true });
        form.clearErrors(`config.${name}`);
      }
      setState({ kind: "done" });
    } catch (error) {
      setState({ kind: "failed", message: errorMessage(error) });
    }
  };

  return (
    <div className="flex flex-col items-start gap-2 rounded-lg border bg-bg p-3.5">
      <Button
        variant="primary"
        onClick={() => void subscribe()}
        busy={state.kind === "busy"}
        disabled={missing !== null}
      >
        {state.kind !== "busy" && <BellRing aria-hidden className="size-4" />}
        {t("notify")}
      </Button>
      {missing === null ? (
        <p className="text-xs text-ink-3">{t("explain")}</p>
      ) : (
        <p className="text-xs text-ink-2">{t(missing)}</p>
      )}
      <div role="status" className="empty:hidden">
        {state.kind === "done" && (
          <p className="flex items-center gap-2 text-[0.8125rem] font-medium text-up">
            <CircleCheck aria-hidden className="size-4" />
            {t("done")}
          </p>
        )}
        {state.kind === "failed" && <FieldError>{state.message}</FieldError>}
      </div>
    </div>
  );
}

const nothingChanges = () => () => undefined;
