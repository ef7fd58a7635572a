import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "./build-hash.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "uptick-hash-"));
  mkdirSync(join(root, "src/app"), { recursive: true });
  writeFileSync(join(root, "src/app/page.tsx"), "one");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("a changed, a new and a renamed source change the hash", () => {
  const before = hashSources(root);
  writeFileSync(join(root, "src/app/page.tsx"), "two");
  const changed = hashSources(root);
  writeFileSync(join(root, "next.config.mjs"), "two");
  expect(new Set([before, changed, hashSources(root)]).size).toBe(3);
});

test("times, tests and generated code do not change the hash", () => {
  const before = hashSources(root);
  utimesSync(join(root, "src/app/page.tsx"), 1, 1);
  mkdirSync(join(root, "src/generated"));
  writeFileSync(join(root, "src/generated/client.ts"), "new");
  writeFileSync(join(root, "src/app/page.test.tsx"), "new");
  expect(hashSources(root)).toBe(before);
});
