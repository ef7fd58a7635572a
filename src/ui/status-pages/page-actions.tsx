"use client";

import { CalendarClock, CalendarX2, CopyPlus, EllipsisVertical, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { DeletePageDialog } from "./delete-page-dialog.tsx";
import { DuplicatePageDialog } from "./duplicate-page-dialog.tsx";
import { SchedulePageDialog } from "./schedule-page-dialog.tsx";
import { usePageCommand } from "./use-page-command.ts";

type Open = "unpublish" | "schedule" | "duplicate" | "delete" | null;

/** Publishing, and what is done seldom behind a menu. */
export function PageActions({ page }: { page: StatusPageDetail }) {
  const t = useTranslations("statusPages.header");
  const tCommon = useTranslations("common");
  const client = useTRPCClient();
  const { busy, run } = usePageCommand();
  const [open, setOpen] = useState<Open>(null);
  const { id, title, state, publishAt } = page;
  const close = () => setOpen(null);
  const isDraft = state === "draft";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isDraft && publishAt === null && (
        <Button onClick={() => setOpen("schedule")}>
          <CalendarClock aria-hidden className="size-4" />
          {t("schedule")}
        </Button>
      )}
      {isDraft && publishAt !== null && (
        <Button
          busy={busy}
          onClick={() =>
            void run(() => client.statusPage.schedule.mutate({ id, at: null }), t("unscheduled"))
          }
        >
          <CalendarX2 aria-hidden className="size-4" />
          {t("unschedule")}
        </Button>
      )}
      {isDraft ? (
        <Button
          variant="primary"
          busy={busy}
          onClick={() => void run(() => client.statusPage.publish.mutate({ id }), t("published"))}
        >
          {t("publish")}
        </Button>
      ) : (
        <Button onClick={() => setOpen("unpublish")}>{t("unpublish")}</Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={tCommon("actionsFor", { name: title })}>
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("duplicate")}>
            <CopyPlus aria-hidden className="size-4 text-ink-3" />
            {t("duplicate")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden className="size-4" />
            {tCommon("delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={open === "unpublish"}
        onOpenChange={(next) => !next && close()}
        title={t("unpublishTitle", { title })}
        description={t("unpublishNote")}
        confirmLabel={t("unpublish")}
        onConfirm={() => void run(() => client.statusPage.unpublish.mutate({ id }), t("unpublished"))}
      />
      {open === "schedule" && <SchedulePageDialog page={page} onClose={close} />}
      {open === "duplicate" && <DuplicatePageDialog page={page} onClose={close} />}
      {open === "delete" && <DeletePageDialog page={page} onClose={close} />}
    </div>
  );
}
