import { parseDocument, stringify } from "yaml";
import { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigNotice } from "#contracts/config-plan.ts";
import { shortenDocument } from "./shorten-document.ts";

/** As much as one request may carry. */
export const MOST_DOCUMENT_BYTES = 3_500_000;

export type ReadDocument =
  | { kind: "read"; document: ConfigDocument }
  | { kind: "wrong"; problems: ConfigNotice[] };

/** A document in YAML or JSON, which is YAML, too. */
export function readDocumentText(text: string): ReadDocument {
  if (text.length > MOST_DOCUMENT_BYTES)
    return wrong("The document has more than 3.5 MB. Split it into two sources.");
  const parsed = parseDocument(text, { prettyErrors: true });
  const [error] = parsed.errors;
  if (error) return wrong(error.message.split("\n")[0] ?? "This is no YAML.");
  try {
    return readDocument(parsed.toJS({ maxAliasCount: 100 }));
  } catch (cause) {
    // What has too many aliases is refused by an exception.
    return wrong(cause instanceof Error ? cause.message : "This is no YAML.");
  }
}

export function readDocument(value: unknown): ReadDocument {
  const parsed = ConfigDocument.safeParse(value);
  if (parsed.success) return { kind: "read", document: parsed.data };
  return { kind: "wrong", problems: parsed.error.issues.map((issue) => describeIssue(value, issue)) };
}

/** In YAML, with a line by which editors find the schema; `appUrl` is that of the Uptick that serves it. */
export function writeDocumentText(document: ConfigDocument, appUrl: string): string {
  const schema = `# yaml-language-server: $schema=${appUrl}/schema/uptick-config.json`;
  return `${schema}\n${stringify(shortenDocument(document), { lineWidth: 110 })}`;
}

function wrong(message: string): ReadDocument {
  return { kind: "wrong", problems: [{ path: "", message }] };
}

type Issue = NonNullable<ReturnType<typeof ConfigDocument.safeParse>["error"]>["issues"][number];

/** The place by the keys of the entries, which stay when lines move. */
function describeIssue(value: unknown, { path, message }: Issue): ConfigNotice {
  let present: unknown = value;
  const words = path.map((step) => {
    present = childOf(present, step);
    const key = typeof step === "number" ? childOf(present, "key") : undefined;
    return typeof key === "string" && key !== "" ? key : String(step);
  });
  return { path: words.join("."), message };
}

function childOf(value: unknown, step: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[step]
    : undefined;
}
