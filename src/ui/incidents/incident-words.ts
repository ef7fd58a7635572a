import {
  AlarmClock,
  ArrowDownToLine,
  BellOff,
  ChevronsUp,
  CircleAlert,
  CircleCheck,
  CirclePlus,
  CircleX,
  FileText,
  Gavel,
  GitMerge,
  type LucideIcon,
  Megaphone,
  MessageSquare,
  Rocket,
  RotateCcw,
  ScanSearch,
  UserCheck,
  UserPlus,
} from "lucide-react";
import type { useTranslations } from "next-intl";
import type { IncidentEventKind, IncidentListItem } from "#contracts/incident.ts";
import type { Look } from "#ui/alerts/delivery-words.ts";

/** Each state differs by word and shape, not by colour alone. */
export function incidentLook({
  state,
  worst,
  isMerged,
}: Pick<IncidentListItem, "state" | "worst" | "isMerged">): Look {
  if (isMerged) return { word: "merged", tone: "idle", icon: GitMerge };
  if (state === "resolved") return { word: "resolved", tone: "up", icon: CircleCheck };
  if (state === "acknowledged") return { word: "acknowledged", tone: "warn", icon: UserCheck };
  return {
    word: "open",
    tone: worst === "down" ? "down" : "warn",
    icon: worst === "down" ? CircleX : CircleAlert,
  };
}

export const EVENT_ICONS: Record<IncidentEventKind, LucideIcon> = {
  deployed: Rocket,
  created: CirclePlus,
  first_failure: CircleX,
  confirmation: ScanSearch,
  verdict: Gavel,
  suppressed: BellOff,
  escalated: ChevronsUp,
  reminded: AlarmClock,
  acknowledged: UserCheck,
  assigned: UserPlus,
  comment: MessageSquare,
  update: Megaphone,
  resolved: CircleCheck,
  reopened: RotateCcw,
  merged: ArrowDownToLine,
  post_mortem: FileText,
};

export type IncidentTranslate = ReturnType<typeof useTranslations<"incidents">>;

/** Whom an incident is about, for a list: "Shop", "3 monitors", "Uptick itself". */
export function subjectOf(
  t: IncidentTranslate,
  { kind, monitor, affectedCount }: Pick<IncidentListItem, "kind" | "monitor" | "affectedCount">,
): string {
  if (monitor !== null) return monitor.name;
  if (kind === "system") return t("kind.system");
  if (kind === "automatic") return t("subject.deleted");
  return affectedCount === 0 ? t("subject.none") : t("subject.count", { count: affectedCount });
}

/** Uptick gives the cause in English, except where a person wrote it. */
export function languageOfCause({ kind }: Pick<IncidentListItem, "kind">): "en" | undefined {
  return kind === "manual" ? undefined : "en";
}
