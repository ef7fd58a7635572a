"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { endSession } from "#ui/auth/end-session.ts";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ProofForm, type ProofWay } from "./proof-form.tsx";

/** Asks who sits here, by whatever means the account has. */
export function ProofDialog({ onAnswer }: { onAnswer: (proven: boolean) => void }) {
  const t = useTranslations("account.proof");
  const query = useQuery(useTRPC().proof.ways.queryOptions(undefined, { staleTime: 0 }));
  return (
    <Dialog open onOpenChange={() => onAnswer(false)} title={t("title")} description={t("note")}>
      {query.isPending && <FormSkeleton />}
      {query.isError && <QueryError title={t("notLoaded")} query={query} />}
      {query.isSuccess && <ProofWays ways={query.data} onAnswer={onAnswer} />}
    </Dialog>
  );
}

type ProofWaysProps = { ways: readonly ProofWay[]; onAnswer: (proven: boolean) => void };

function ProofWays({ ways, onAnswer }: ProofWaysProps) {
  const t = useTranslations("account.proof");
  const [chosen, setChosen] = useState(ways[0]);
  if (chosen === undefined) return <SignInAgain onCancel={() => onAnswer(false)} />;
  return (
    <>
      <ProofForm key={chosen} way={chosen} onProven={() => onAnswer(true)} onCancel={() => onAnswer(false)} />
      {ways.length > 1 && (
        <div className="flex flex-wrap gap-x-4 gap-y-1 border-t bg-sunken px-5 py-3 sm:rounded-b-xl">
          {ways
            .filter((way) => way !== chosen)
            .map((way) => (
              <button
                key={way}
                type="button"
                onClick={() => setChosen(way)}
                className="py-1 text-[0.8125rem] font-medium text-accent-text hover:underline"
              >
                {t(`use.${way}`)}
              </button>
            ))}
        </div>
      )}
    </>
  );
}

/** For whoever signs in by links and providers only: the sign-in itself is the proof. */
function SignInAgain({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations("account.proof");
  const common = useTranslations("common");
  return (
    <>
      <p className="p-5 text-sm text-ink-2">{t("signInAgain")}</p>
      <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button variant="primary" onClick={() => void endSession(common("stillSignedIn"))}>
          {t("toSignIn")}
        </Button>
      </footer>
    </>
  );
}
