import type { HttpCheck, Keyword } from "#contracts/checks/http.ts";
import type { Outcome } from "#contracts/tick.ts";

/**
 * `bodyText` is null when the body was not kept; `truncated` when it was longer than what was read; `unreadable` names a
 * content coding that could not be undone; `daysLeft` is null where no certificate was seen.
 */
export type SeenResponse = {
  status: number;
  bodyText: string | null;
  truncated: boolean;
  unreadable: string | null;
  daysLeft: number | null;
};
export type Judgement = {
  outcome: Extract<Outcome, "ok" | "status" | "keyword" | "expiry" | "auth">;
  message: string;
};
type Expected = Pick<HttpCheck, "expectedStatus" | "keyword" | "certificateDays" | "auth">;

/** Holds a final response against what the monitor expects: first the status, then the keyword and the certificate. */
export function judgeResponse(check: Expected, seen: SeenResponse): Judgement {
  if (!check.expectedStatus.some((range) => range.from <= seen.status && seen.status <= range.to)) {
    return judgeOtherStatus(check, seen.status);
  }
  const byKeyword = check.keyword === null ? null : judgeKeyword(check.keyword, seen);
  if (byKeyword !== null && byKeyword.outcome !== "ok") return byKeyword;
  const { certificateDays } = check;
  if (certificateDays !== null && seen.daysLeft !== null && seen.daysLeft < certificateDays) {
    const left = seen.daysLeft === 1 ? "1 day" : `${seen.daysLeft} days`;
    return {
      outcome: "expiry",
      message: `The certificate ends in ${left}, expected at least ${certificateDays}.`,
    };
  }
  return byKeyword ?? { outcome: "ok", message: `Answered ${seen.status}.` };
}

function judgeOtherStatus({ expectedStatus, auth }: Expected, status: number): Judgement {
  const expected = expectedStatus.map(describeRange).join(", ");
  if (status === 401 && auth.type !== "none") {
    return { outcome: "auth", message: `Answered 401: the sign-in was refused. Expected ${expected}.` };
  }
  return { outcome: "status", message: `Answered ${status}, expected ${expected}.` };
}

function judgeKeyword(keyword: Keyword, seen: SeenResponse): Judgement {
  if (seen.unreadable !== null) return { outcome: "keyword", message: explainCoding(seen.unreadable) };
  const found = (seen.bodyText ?? "").includes(keyword.text);
  const where = seen.truncated ? "the first 1 MB of the body" : "the body";
  const text = shorten(keyword.text);
  if (keyword.mode === "present" && !found) {
    return { outcome: "keyword", message: `"${text}" is not in ${where}.` };
  }
  if (keyword.mode === "absent" && found) {
    return { outcome: "keyword", message: `"${text}" is in ${where}.` };
  }
  return {
    outcome: "ok",
    message: `Answered ${seen.status}; "${text}" is ${found ? "in" : "not in"} ${where}.`,
  };
}

export function explainCoding(coding: string): string {
  return `The body is encoded as ${shorten(coding)}, which was not asked for and cannot be read.`;
}

function describeRange(range: { from: number; to: number }): string {
  return range.from === range.to ? String(range.from) : `${range.from}-${range.to}`;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
