import { expect, test } from "vitest";
import { findImportantText } from "./important-line.ts";

test.each([
  { line: '{"level":50,"msg":"ingest failed"}', text: "ingest failed" },
  { line: '{"level":"error","message":"no route"}', text: "no route" },
  { line: '{"level":30,"msg":"fine"}', text: null },
  { line: '{"level":50', text: null },
  { line: " ⨯ Error: it broke", text: "⨯ Error: it broke" },
  { line: "2026-11-21 [1] FATAL:  lock file exists", text: "2026-11-21 [1] FATAL:  lock file exists" },
  { line: "compiled with 0 errors", text: null },
])("$line", ({ line, text }) => {
  expect(findImportantText(line)).toBe(text);
});
