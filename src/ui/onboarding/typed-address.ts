import { MonitorInput } from "#contracts/check.ts";
import { type FormValues, inputOf, newMonitorValues } from "#ui/monitor-form/form-values.ts";
import { readPaste } from "#ui/monitor-form/smart-paste.ts";
import { suggestName } from "#ui/monitor-form/suggest-name.ts";

export type TypedAddress = { kind: "input"; input: MonitorInput } | { kind: "wrong"; message: string };

/** People paste what their browser shows, which has lost its https://; a named protocol makes another kind of check. */
export function readAddress(text: string, regions: string[]): TypedAddress {
  const values = valuesFor(text.trim(), regions);
  const read = MonitorInput.safeParse(inputOf({ ...values, name: suggestName(values.check) }));
  if (read.success) return { kind: "input", input: read.data };
  // Without a readable address there is no name either: that problem is not theirs.
  const issue = read.error.issues.find(({ path }) => path.join(".") !== "name") ?? read.error.issues[0];
  return { kind: "wrong", message: issue?.message ?? "" };
}

function valuesFor(text: string, regions: string[]): FormValues {
  const named = /^[a-z][a-z0-9+.-]*:(\/\/|[^\d/])/i.test(text);
  const pasted = named && !/^https?:/i.test(text) ? readPaste(text) : null;
  if (pasted !== null) {
    const values = newMonitorValues(regions, pasted.kind);
    return { ...values, check: { ...values.check, ...pasted.fields } };
  }
  const values = newMonitorValues(regions);
  const url = text === "" || text.includes("://") ? text : `https://${text}`;
  return { ...values, check: { ...values.check, url } };
}
