import type { HttpCheck } from "#contracts/checks/http.ts";
import type { Outcome } from "#contracts/tick.ts";

/** `bodyText` is null when the body was not kept; `truncated` when it was longer than what was read. */
export type SeenResponse = { status: number; bodyText: string | null; truncated: boolean };
export type Judgement = { outcome: Extract<Outcome, "ok" | "status" | "keyword">; message: string };

/** Holds a final response against what the monitor expects. The status is judged before the keyword. */
export function judgeResponse(
  check: Pick<HttpCheck, "expectedStatus" | "keyword">,
  seen: SeenResponse,
): Judgement {
  if (!check.expectedStatus.some((range) => range.from <= seen.status && seen.status <= range.to)) {
    const expected = check.expectedStatus.map(describeRange).join(", ");
    return { outcome: "status", message: `Answered ${seen.status}, expected ${expected}.` };
  }
  if (check.keyword === null) return { outcome: "ok", message: `Answered ${seen.status}.` };

  const found = (seen.bodyText ?? "").includes(check.keyword.text);
  const where = seen.truncated ? "the first 1 MB of the body" : "the body";
  const text = shorten(check.keyword.text);
  if (check.keyword.mode === "present" && !found) {
    return { outcome: "keyword", message: `"${text}" is not in ${where}.` };
  }
  if (check.keyword.mode === "absent" && found) {
    return { outcome: "keyword", message: `"${text}" is in ${where}.` };
  }
  return {
    outcome: "ok",
    message: `Answered ${seen.status}; "${text}" is ${found ? "in" : "not in"} ${where}.`,
  };
}

function describeRange(range: { from: number; to: number }): string {
  return range.from === range.to ? String(range.from) : `${range.from}-${range.to}`;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
