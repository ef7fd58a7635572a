"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { TypedDeletionDialog } from "#ui/forms/typed-deletion-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useForgetPage } from "./use-forget-page.ts";

type DeletePageDialogProps = { page: StatusPageDetail; onClose: () => void };

export function DeletePageDialog({ page, onClose }: DeletePageDialogProps) {
  const t = useTranslations("statusPages.delete");
  const keep = useTranslations("common")("cancel");
  const client = useTRPCClient();
  const router = useRouter();
  const forget = useForgetPage();
  const { id, title, subscribers } = page;
  return (
    <TypedDeletionDialog
      words={{
        title: t("title", { title }),
        note: t("note"),
        label: t("label", { title }),
        wrong: t("wrong"),
        confirm: t("confirm"),
        keep,
      }}
      isRight={(typed) => typed.trim() === title.trim()}
      onDelete={async () => {
        await client.statusPage.delete.mutate({ id });
        toast.success(t("done", { title }));
        router.push("/status-pages" as Route);
        forget(id);
      }}
      onClose={onClose}
    >
      <p className="text-sm text-ink-2">{t("what", { subscribers })}</p>
    </TypedDeletionDialog>
  );
}
