import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fullConfig } from "#testing/full-config.ts";
import { readDocumentText, writeDocumentText } from "./document-text.ts";
import { shortenDocument } from "./shorten-document.ts";

const { document } = fullConfig({ nowMs: Date.UTC(2026, 10, 22), mailTo: "a@example.com" });

test("what is written is read as the same document, however much of it goes without saying", () => {
  const text = writeDocumentText(document, "https://uptick.example");
  expect(readDocumentText(text)).toEqual({ kind: "read", document });
  expect(JSON.stringify(shortenDocument(document)).length).toBeLessThan(
    JSON.stringify(document).length * 0.9,
  );
});

test.each([
  {
    name: "an entry's field",
    text: "version: 1\nmonitors:\n  - { key: shop, name: Shop, check: { kind: http, url: nowhere } }",
    path: "monitors.shop.check.url",
  },
  {
    name: "an entry without a key",
    text: "version: 1\nmonitors:\n  - { name: Shop }",
    path: "monitors.0.key",
  },
  {
    name: "two of one key",
    text: "version: 1\nescalation: [{ key: a, name: A, steps: [{ afterMin: 0, channels: [x] }] }, { key: a, name: B, steps: [{ afterMin: 0, channels: [x] }] }]",
    path: "escalation.a.key",
  },
  { name: "another version", text: "version: 2", path: "version" },
  { name: "no YAML", text: "version: [1", path: "" },
])("$name is refused with where it stands", ({ text, path }) => {
  const read = readDocumentText(text);
  expect(read.kind === "wrong" && read.problems.map((problem) => problem.path)).toContain(path);
});

test("aliases that would fill the memory are refused", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(9)}*a]\nc: &c [${"*b,".repeat(9)}*b]\nversion: [${"*c,".repeat(9)}*c]`;
  expect(readDocumentText(bomb).kind).toBe("wrong");
});

const EXAMPLES = readFileSync("docs/monitoring-as-code.md", "utf8").matchAll(
  /^```(yaml|json)\n([\s\S]*?)^```/gm,
);
test.each([...EXAMPLES].map(([, language = "", text = ""]) => ({ language, text })))(
  "the example of the guide in $language is a document",
  ({ text }) => {
    expect(readDocumentText(text)).toMatchObject({ kind: "read", document: { version: 1 } });
  },
);
