import { BADGE_KINDS, type BadgeKind, BadgeOptions } from "#contracts/status-badge.ts";

export type BadgeFormat = "svg" | "json";
export type BadgeRequest = {
  kind: BadgeKind;
  format: BadgeFormat;
  /** Null: the page as a whole. */
  componentId: string | null;
  options: BadgeOptions;
};
/** `problem` is short enough for a badge. */
export type ReadBadge =
  | { kind: "asked"; asked: BadgeRequest }
  | { kind: "wrong"; format: BadgeFormat; problem: string };

const FILE = /^([a-z0-9]{1,20})\.(svg|json)$/;

/** `parts` is what follows /badge/: `status.svg`, or the component's id before it. */
export function readBadgeRequest(parts: readonly string[], query: URLSearchParams): ReadBadge {
  const [, name, ending] = FILE.exec(parts.at(-1) ?? "") ?? [];
  const format = ending === "json" ? "json" : "svg";
  const kind = BADGE_KINDS.find((known) => known === name);
  if (kind === undefined || parts.length > 2) {
    return { kind: "wrong", format, problem: `use ${BADGE_KINDS.join(", ")} .svg or .json` };
  }
  const names = [...query.keys()];
  const twice = names.find((key, index) => names.indexOf(key) !== index);
  if (twice !== undefined) return { kind: "wrong", format, problem: "an option is given twice" };

  const options = BadgeOptions.safeParse(Object.fromEntries(query));
  if (!options.success) return { kind: "wrong", format, problem: problemOf(options.error.issues) };
  const componentId = parts.length === 2 ? (parts[0] ?? null) : null;
  return { kind: "asked", asked: { kind, format, componentId, options: options.data } };
}

type Issue = { code?: string; path: PropertyKey[]; keys?: unknown; values?: unknown; message: string };

function problemOf(issues: readonly Issue[]): string {
  const [issue] = issues;
  if (issue === undefined) return "wrong options";
  if (issue.code === "unrecognized_keys") {
    return `options: ${Object.keys(BadgeOptions.shape).join(", ")}`;
  }
  const field = issue.path.map(String).join(".");
  if (Array.isArray(issue.values)) return `${field}: ${issue.values.join(", ")}`;
  return `${field}: ${issue.message}`;
}
