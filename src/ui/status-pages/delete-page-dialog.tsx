"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { FormBody } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useForgetPage } from "./use-forget-page.ts";

type DeletePageDialogProps = { page: StatusPageDetail; onClose: () => void };

/** Asks for the title, so that no slip of the hand takes a public address away. */
export function DeletePageDialog({ page, onClose }: DeletePageDialogProps) {
  const t = useTranslations("statusPages.delete");
  const cancel = useTranslations("common")("cancel");
  const client = useTRPCClient();
  const router = useRouter();
  const forget = useForgetPage();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { id, title, subscribers } = page;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== title.trim()) return setProblem(t("wrong"));
    setBusy(true);
    setProblem(undefined);
    try {
      await client.statusPage.delete.mutate({ id });
      toast.success(t("done", { title }));
      router.push("/status-pages" as Route);
      forget(id);
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { title })} description={t("note")}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={{}}>
          <p className="text-sm text-ink-2">{t("what", { subscribers })}</p>
          <Field label={t("label", { title })} error={problem}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        </FormBody>
        <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
