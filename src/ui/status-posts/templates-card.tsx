"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TemplateView } from "#contracts/status-post.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { TemplateDialog } from "./template-dialog.tsx";
import { useRefreshTemplates } from "./use-refresh-templates.ts";

/** Of the whole workspace: all of its pages use them. */
export function TemplatesCard() {
  const t = useTranslations("statusPosts.templates");
  const trpc = useTRPC();
  const { canEdit } = useEditablePage();
  const [adding, setAdding] = useState(false);
  const templates = useQuery(trpc.statusTemplate.list.queryOptions()).data ?? [];
  if (templates.length === 0 && !canEdit) return null;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("cardNote")}>
        {canEdit && (
          <Button size="sm" onClick={() => setAdding(true)}>
            <Plus aria-hidden className="size-3.5" />
            {t("add")}
          </Button>
        )}
      </CardHeader>
      {templates.length === 0 && <p className="px-4 py-3 text-[0.8125rem] text-ink-3">{t("empty")}</p>}
      <ul className="divide-y empty:hidden">
        {templates.map((template) => (
          <TemplateRow key={template.id} template={template} canEdit={canEdit} />
        ))}
      </ul>
      {adding && <TemplateDialog edited={null} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function TemplateRow({ template, canEdit }: { template: TemplateView; canEdit: boolean }) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshTemplates();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const { id, name, kind, title } = template;
  const { remove } = useRemoval({
    run: () => client.statusTemplate.delete.mutate({ id }),
    done: t("templates.deleted", { name }),
    after: () => void refresh(),
  });
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-2.5">
      <div className="min-w-0">
        <p className="text-[0.8125rem] font-medium break-words">{name}</p>
        <p className="text-xs break-words text-ink-3">
          {t(`kinds.${kind}`)} · {title}
        </p>
      </div>
      {canEdit && <RowMenu name={name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />}
      {open === "edit" && <TemplateDialog edited={template} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={(stays) => !stays && setOpen(null)}
          title={t("templates.deleteTitle", { name })}
          description={t("templates.deleteNote")}
          confirmLabel={t("templates.deleteConfirm")}
          onConfirm={() => void remove()}
        />
      )}
    </li>
  );
}
