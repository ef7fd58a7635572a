import { MonitorInput } from "#contracts/check.ts";
import { type Problems, type Read, readWith } from "#ui/forms/read-with.ts";
import type { DraftRecord } from "./draft.ts";
import { type FormValues, inputOf } from "./form-values.ts";
import { parseStatusText } from "./status-text.ts";

/** Validates with the contract that the server uses; only the status text has a message of its own. */
export function resolveMonitorForm(values: FormValues): Read<MonitorInput> {
  const input = inputOf(values);
  const read = readWith(MonitorInput, input);
  const problems: Problems = {
    ...(read.kind === "problems" ? read.problems : {}),
    ...statusProblems(values),
    ...numberProblems(input),
  };
  return read.kind === "input" && Object.keys(problems).length === 0 ? read : { kind: "problems", problems };
}

/** What a test sends; the rest of the form may be incomplete. */
export function testProblems(problems: Problems): Problems {
  return Object.fromEntries(
    Object.entries(problems).filter(([path]) => /^(check|timeoutMs|regions)\b/.test(path)),
  );
}

function numberProblems({ intervalSec, timeoutMs }: MonitorInput): Problems {
  return {
    ...(Number.isNaN(intervalSec) ? { intervalSec: "Give the interval in seconds." } : {}),
    ...(Number.isNaN(timeoutMs) ? { timeoutMs: "Give the timeout in seconds." } : {}),
  };
}

function statusProblems({ check }: FormValues): Problems {
  const texts: [string, DraftRecord][] =
    check.kind === "http"
      ? [["check", check]]
      : Array.isArray(check.steps)
        ? check.steps.map((step, at) => [`check.steps.${at}`, step as DraftRecord])
        : [];
  const problems: Problems = {};
  for (const [path, { expectedStatus }] of texts) {
    const parsed = parseStatusText(String(expectedStatus));
    if (parsed.kind === "wrong") problems[`${path}.expectedStatus`] = parsed.message;
  }
  return problems;
}
