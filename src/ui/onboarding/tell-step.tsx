"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelKind, ChannelView } from "#contracts/channel.ts";
import { ChannelDialog } from "#ui/channel-form/channel-dialog.tsx";
import { TestResult } from "#ui/channel-form/test-result.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { KindButtons } from "./kind-buttons.tsx";
import { QuickChannelForm } from "./quick-channel-form.tsx";
import { Step } from "./step.tsx";
import { useChannelTest } from "./use-channel-test.ts";

type TellStepProps = { hasMonitor: boolean; hasChannel: boolean };

/** Where to be told, and a message that proves it. */
export function TellStep({ hasMonitor, hasChannel }: TellStepProps) {
  const t = useTranslations("onboarding.tell");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<ChannelKind | null>(null);
  const [picking, setPicking] = useState(false);
  const kinds = useQuery(trpc.channel.kinds.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const channels = useQuery({ ...trpc.channel.list.queryOptions(), enabled: hasChannel });
  const test = useChannelTest();
  const kind = kinds.data?.find((candidate) => candidate.kind === chosen);
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.channel.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.onboarding.steps.queryKey() });
  };
  const added = (id: string) => {
    refresh();
    setChosen(null);
    void test.send(id);
  };
  const state = hasChannel ? "done" : hasMonitor ? "open" : "later";
  return (
    <Step number={2} title={t("title")} note={t("note")} state={state}>
      {hasChannel && <Told channels={channels.data ?? []} test={test} />}
      {!hasChannel && kind === undefined && (
        <ShareActions>
          <KindButtons onPick={setChosen} onMore={() => setPicking(true)} />
        </ShareActions>
      )}
      {!hasChannel && kind !== undefined && (
        <QuickChannelForm key={kind.kind} kind={kind} onAdded={added} onBack={() => setChosen(null)} />
      )}
      <ChannelDialog
        open={picking}
        onOpenChange={(open) => {
          setPicking(open);
          if (!open) refresh();
        }}
      />
    </Step>
  );
}

type ToldProps = { channels: readonly ChannelView[]; test: ReturnType<typeof useChannelTest> };

function Told({ channels, test }: ToldProps) {
  const t = useTranslations("onboarding.tell");
  const [edited, setEdited] = useState(false);
  const first = channels[0];
  if (first === undefined) return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-[0.8125rem]">
        {t("told", { names: channels.map(({ name }) => name).join(", "), count: channels.length })}
      </p>
      <div role="status" className="empty:hidden">
        {test.result !== null && <TestResult result={test.result} />}
      </div>
      {test.problem !== null && <FieldError>{test.problem}</FieldError>}
      <ShareActions>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" busy={test.busy} onClick={() => void test.send(first.id)}>
            {!test.busy && <Send aria-hidden className="size-3.5" />}
            {t(test.result === null ? "sendTest" : "sendAgain")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setEdited(true)}>
            {t("settings")}
          </Button>
        </div>
      </ShareActions>
      <ChannelDialog open={edited} onOpenChange={setEdited} editedId={first.id} />
    </div>
  );
}
