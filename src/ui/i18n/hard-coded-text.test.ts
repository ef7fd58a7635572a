import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "@swc/core";
import { expect, test } from "vitest";

/** Names and codes that are the same in every language. */
const NAMES = new Set([
  ...["Uptick", "English", "Deutsch", "Esc", "Ctrl", "Enter", "Escape", "Backspace", "Delete", "Tab", "Home"],
  ...["End", "Space", "Accept", "Authorization", "Bearer …", "Authorization: Bearer", "p95", "p99", "prod"],
  ...[
    "UPTICK_PROBE_TOKEN=… npm run probe",
    "Notification",
    "Redis, Valkey",
    "Aa",
    "status.example.com",
    "Python",
  ],
  ...["Geist"],
]);
/**
 * `global-error` and `error-message` bring their own languages; what checks a form or reads a file speaks as the contracts do.
 * Examples of the API and the file for security researchers are English.
 */
const EXCEPT =
  /global-error\.tsx|error-message\.ts|read-with\.ts|read-backtest\.ts|resolve-monitor-form\.ts|new-page-values\.ts|status-text\.ts|describe-browser\.ts|use-channel-label\.ts|ui\/format\/|confirm\/route\.ts|developers\/example-of\.ts|(kuma-worker|read-kuma-file)\.ts|security\.txt\/route\.ts/;
const SHOWN =
  /^(aria-(label|description|roledescription|valuetext)|alt|placeholder|title|label|note|hint|description|unsaved|(confirm|cancel|submit)Label)$/;

type Node = { type?: string; [key: string]: unknown };

/** Texts that a reader would see and that come from no message. */
function hardCoded(source: string, tsx: boolean): string[] {
  const found: string[] = [];
  const note = (text: string) => {
    const trimmed = text.replace(/\s+/g, " ").trim();
    if (/\p{L}/u.test(trimmed) && !NAMES.has(trimmed) && !/^https?:/.test(trimmed)) found.push(trimmed);
  };
  visit(parseSync(source, { syntax: "typescript", tsx, target: "esnext" }).body, note);
  return found;
}

function visit(value: unknown, note: (text: string) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, note);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const node = value as Node;
  if (isSilent(node)) return;
  const text = textOf(node);
  if (text !== null) note(text);
  for (const child of Object.values(node)) visit(child, note);
}

/** Types, modules and errors for developers. */
function isSilent({ type = "" }: Node): boolean {
  return /^(Ts(TypeAlias|Interface|Literal|Union)|Import|ExportAll|ThrowStatement)/.test(type);
}

function textOf(node: Node): string | null {
  if (node.type === "JSXText") return String(node.value);
  if (node.type === "JSXAttribute") {
    const { name, value } = node as { name?: Node; value?: Node };
    const isShown = SHOWN.test(String(name?.value)) && value?.type === "StringLiteral";
    return isShown ? String(value?.value) : null;
  }
  if (node.type === "StringLiteral" && isSentence(String(node.value))) return String(node.value);
  if (node.type !== "TemplateLiteral") return null;
  const quasis = node.quasis as { raw: string }[];
  const text = quasis.map(({ raw }) => raw).join("¤");
  return isSentence(text) || /¤ \p{L}{3,}[.?!,]?$/u.test(text) ? text : null;
}

function isSentence(text: string): boolean {
  return /^[“"]?\p{Lu}\p{Ll}+([ ,.…?!’:]|$)/u.test(text);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.ts$/.test(path))
    .map((path) => `${folder}/${path}`);
}

test("what is shown comes from the messages", () => {
  const files = [...filesOf("src/ui"), ...filesOf("src/app")].filter((path) => !EXCEPT.test(path));
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((path) =>
    hardCoded(readFileSync(path, "utf8"), path.endsWith("x")).map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ["text", "const a = <p>Nothing yet</p>;", "Nothing yet"],
  ["a name for screen readers", 'const a = <p aria-label="close" />;', "close"],
  ["a word in an expression", 'const a = <p>{open ? "Close" : null}</p>;', "Close"],
  ["a sentence around a value", "const a = <p>{`$" + "{n} monitors`}</p>;", "¤ monitors"],
])("%s in the source is found", (_, source, text) => {
  expect(hardCoded(source, true)).toEqual([text]);
});
