"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { FirstSteps } from "#contracts/first-steps.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTrial } from "#ui/trial/use-trial.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { findTitle } from "./find-title.ts";
import { FirstResults } from "./first-results.tsx";
import { Step } from "./step.tsx";
import { readAddress } from "./typed-address.ts";

/** One address, and what every region says of it while one looks. */
export function WatchStep({ monitor }: { monitor: FirstSteps["monitor"] }) {
  const t = useTranslations("onboarding.watch");
  // One region looks at the page for its title; the monitor does not keep what it answers while all is well.
  const look = useTrial();
  const answer = look.view?.answers[0];
  const sample = answer?.state === "answered" ? answer.result.evidence.bodySample : null;
  return (
    <Step number={1} title={t("title")} note={t("note")} state={monitor === null ? "open" : "done"}>
      {monitor === null ? (
        <AddressForm onAdded={look.start} />
      ) : (
        <FirstResults monitor={monitor} pageTitle={sample === null ? null : findTitle(sample)} />
      )}
    </Step>
  );
}

function AddressForm({ onAdded }: { onAdded: ReturnType<typeof useTrial>["start"] }) {
  const t = useTranslations("onboarding.watch");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const hydrated = useHydrated();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const regions = useQuery(trpc.region.list.queryOptions());
  const create = useMutation(trpc.monitor.create.mutationOptions());
  const usable = (regions.data ?? []).filter(({ enabled }) => enabled).map(({ code }) => code);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readAddress(text, usable);
    if (read.kind === "wrong") return setProblem(read.message);
    setProblem(undefined);
    try {
      await create.mutateAsync(read.input);
    } catch (error) {
      return setProblem(fieldProblems(error)[0]?.message ?? errorMessage(error));
    }
    const { check, timeoutMs, regions: chosen } = read.input;
    onAdded({ check, timeoutMs, regions: chosen.slice(0, 1) });
    await queryClient.invalidateQueries({ queryKey: trpc.onboarding.steps.queryKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.list.pathKey() });
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
      <Field label={t("address")} error={problem} hint={t("hint", { regions: usable.length })}>
        {(control) => (
          <div className="flex gap-2 max-sm:flex-col">
            <Input
              {...control}
              type="url"
              inputMode="url"
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder="https://example.com"
              autoComplete="off"
              autoFocus
              spellCheck={false}
              className="min-w-0 font-mono text-[0.8125rem] sm:flex-1"
            />
            <Button
              type="submit"
              variant="primary"
              busy={create.isPending}
              disabled={!hydrated || regions.data === undefined}
            >
              {t("start")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
