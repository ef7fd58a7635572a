import { MonitorInput } from "#contracts/check.ts";
import { inputOf, newMonitorValues, suggestName } from "#ui/monitor-form/form-values.ts";

export type TypedAddress = { kind: "input"; input: MonitorInput } | { kind: "wrong"; message: string };

/** People paste what their browser shows, which has lost its https://. */
export function readAddress(text: string, regions: string[]): TypedAddress {
  const url = withScheme(text.trim());
  const values = { ...newMonitorValues(regions), url, name: suggestName(url) };
  const read = MonitorInput.safeParse(inputOf(values));
  if (read.success) return { kind: "input", input: read.data };
  // Without a readable address there is no name either: that problem is not theirs.
  const issue = read.error.issues.find(({ path }) => path.join(".") !== "name") ?? read.error.issues[0];
  return { kind: "wrong", message: issue?.message ?? "" };
}

function withScheme(text: string): string {
  if (text === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  return `https://${text}`;
}
