"use client";

import { useTranslations } from "next-intl";
import { useFlipMoments } from "#ui/format/preferences-context.tsx";
import { LeaveQuestion } from "#ui/forms/leave-question.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import type { RecentOwner } from "./recent-places.ts";
import { SECTIONS, SETTINGS } from "./sections.ts";
import { type ShellDialog, showShellDialog, useShellDialog } from "./shell-dialog.ts";
import { useGo } from "./use-go.ts";
import { useRecordVisits } from "./use-record-visits.ts";
import { useShortcut } from "./use-shortcut.ts";
import { useShortcutKeys } from "./use-shortcut-keys.ts";

// Each of them is loaded when it is first opened.
const DIALOGS = {
  palette: onDemand(async () => (await import("#ui/palette/palette.tsx")).Palette),
  shortcuts: onDemand(async () => (await import("./shortcuts-dialog.tsx")).ShortcutsDialog),
  monitor: onDemand(async () => (await import("#ui/monitor-form/monitor-dialog.tsx")).MonitorDialog),
  incident: onDemand(
    async () => (await import("#ui/incidents/manual-incident-dialog.tsx")).ManualIncidentDialog,
  ),
  maintenance: onDemand(async () => (await import("./new-maintenance.tsx")).NewMaintenance),
};

/** Who is signed in, as far as the shell needs to know. */
export type ShellReader = RecentOwner & { canEdit: boolean };

/** What is there on every screen without being seen: the shortcuts, and what they open. */
export function Shell({ reader }: { reader: ShellReader }) {
  useShortcutKeys();
  useRecordVisits(reader);
  return (
    <>
      <Keys canEdit={reader.canEdit} />
      {[...SECTIONS, ...SETTINGS].map((section) => (
        <GoKey key={section.href} section={section} />
      ))}
      <OpenDialog reader={reader} />
      <LeaveQuestion />
    </>
  );
}

function Keys({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations("shell.keys");
  const dialog = useShellDialog();
  const open = (next: ShellDialog) => () => showShellDialog(next);
  const toggle = () => showShellDialog(dialog === "palette" ? null : "palette");
  useShortcut("mod+k", toggle, { label: t("palette"), group: "actions" });
  useShortcut("?", open("shortcuts"), { label: t("shortcuts"), group: "actions" });
  useShortcut("/", focusSearch, { label: t("search"), group: "actions" });
  useShortcut("c", open("monitor"), { label: t("create"), group: "actions", enabled: canEdit });
  useShortcut("t", useFlipMoments(), { label: t("moments"), group: "actions" });
  return null;
}

type GoKeyProps = { section: (typeof SECTIONS)[number] | (typeof SETTINGS)[number] };

function GoKey({ section }: GoKeyProps) {
  const t = useTranslations("shell.sections");
  const go = useGo();
  useShortcut(section.keys, () => go(section.href), { label: t(section.name), group: "navigation" });
  return null;
}

function OpenDialog({ reader }: { reader: ShellReader }) {
  const dialog = useShellDialog();
  if (dialog === null) return null;
  const onOpenChange = (open: boolean) => {
    if (!open) showShellDialog(null);
  };
  if (dialog === "palette") return <DIALOGS.palette reader={reader} onOpenChange={onOpenChange} />;
  if (dialog === "maintenance") return <DIALOGS.maintenance onOpenChange={onOpenChange} />;
  const Dialog = DIALOGS[dialog];
  return <Dialog open onOpenChange={onOpenChange} />;
}

/** Of the screen; where it has none, the palette searches everything. */
function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>("main [role=searchbox], main input[type=search]");
  if (box === null) showShellDialog("palette");
  else box.focus();
}
