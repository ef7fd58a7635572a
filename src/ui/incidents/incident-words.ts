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
  RotateCcw,
  ScanSearch,
  UserCheck,
  UserPlus,
} from "lucide-react";
import type { IncidentEventKind, IncidentKind, IncidentListItem } from "#contracts/incident.ts";
import type { Look } from "#ui/alerts/delivery-words.ts";

/** Each state differs by word and shape, not by colour alone. */
export function incidentLook({
  state,
  worst,
  isMerged,
}: Pick<IncidentListItem, "state" | "worst" | "isMerged">): Look {
  if (isMerged) return { word: "Merged", tone: "idle", icon: GitMerge };
  if (state === "resolved") return { word: "Resolved", tone: "up", icon: CircleCheck };
  if (state === "acknowledged") return { word: "Acknowledged", tone: "warn", icon: UserCheck };
  return {
    word: "Open",
    tone: worst === "down" ? "down" : "warn",
    icon: worst === "down" ? CircleX : CircleAlert,
  };
}

export const KIND_WORDS: Record<IncidentKind, string> = {
  automatic: "Automatic",
  manual: "By hand",
  system: "Uptick itself",
};

export const EVENT_WORDS: Record<IncidentEventKind, { word: string; icon: LucideIcon }> = {
  created: { word: "Opened by hand", icon: CirclePlus },
  first_failure: { word: "First failed check", icon: CircleX },
  confirmation: { word: "Confirmation", icon: ScanSearch },
  verdict: { word: "Verdict", icon: Gavel },
  suppressed: { word: "Kept back", icon: BellOff },
  escalated: { word: "Escalated", icon: ChevronsUp },
  reminded: { word: "Reminder", icon: AlarmClock },
  acknowledged: { word: "Acknowledged", icon: UserCheck },
  assigned: { word: "Assigned", icon: UserPlus },
  comment: { word: "Comment", icon: MessageSquare },
  update: { word: "Public update", icon: Megaphone },
  resolved: { word: "Resolved", icon: CircleCheck },
  reopened: { word: "Opened again", icon: RotateCcw },
  merged: { word: "Merged", icon: ArrowDownToLine },
  post_mortem: { word: "Post-mortem", icon: FileText },
};

/** Whom an incident is about, for a list: "Shop", "3 monitors", "Uptick itself". */
export function subjectOf({
  kind,
  monitor,
  affectedCount,
}: Pick<IncidentListItem, "kind" | "monitor" | "affectedCount">) {
  if (monitor !== null) return monitor.name;
  if (kind === "system") return KIND_WORDS.system;
  if (kind === "automatic") return "Deleted monitor";
  if (affectedCount === 0) return "No monitor";
  return affectedCount === 1 ? "1 monitor" : `${affectedCount} monitors`;
}
