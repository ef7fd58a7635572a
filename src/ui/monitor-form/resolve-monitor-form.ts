import type { FieldError, FieldErrors, Resolver } from "react-hook-form";
import { MonitorInput } from "#contracts/check.ts";
import { type FormValues, fieldOfPath, inputOf } from "./form-values.ts";
import { parseStatusText } from "./status-text.ts";

/** Validates with the contract that the server uses; only the status text has a message of its own. */
export const resolveMonitorForm: Resolver<FormValues, unknown, MonitorInput> = (values) => {
  const problems = new Map<string, string>();
  const status = parseStatusText(values.expectedStatus);
  if (status.kind === "wrong") problems.set("expectedStatus", status.message);
  addNumberProblems(values, problems);

  const parsed = MonitorInput.safeParse(inputOf(values));
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOfPath(issue.path.join("."));
    if (field !== null && !problems.has(field)) problems.set(field, issue.message);
  }
  if (parsed.success && problems.size === 0) return { values: parsed.data, errors: {} };
  return { values: {}, errors: nest(problems) };
};

function addNumberProblems(values: FormValues, problems: Map<string, string>): void {
  const { intervalSec, timeoutMs } = inputOf(values);
  if (Number.isNaN(intervalSec)) problems.set("intervalSec", "Give the interval in seconds.");
  if (Number.isNaN(timeoutMs)) problems.set("timeoutSec", "Give the timeout in seconds.");
}

/** "headers.0.name" becomes { headers: [{ name: error }] }, the shape that the form library reads. */
function nest(problems: ReadonlyMap<string, string>): FieldErrors<FormValues> {
  const flat: Record<string, FieldError> = {};
  const headers: Record<string, FieldError>[] = [];
  for (const [field, message] of problems) {
    const error: FieldError = { type: "contract", message };
    const [, index, part] = /^headers\.(\d+)\.(\w+)$/.exec(field) ?? [];
    if (index === undefined || part === undefined) flat[field] = error;
    else headers[Number(index)] = { ...headers[Number(index)], [part]: error };
  }
  return headers.length === 0 ? flat : { ...flat, headers };
}
