import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseKeyRing } from "#server/runtime/key-ring.ts";
import { loadSecrets } from "./secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uptick-secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stored = () => JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"));

test("secrets are made once, complete, for the eyes of their owner", () => {
  const made = loadSecrets(folder, ["local-1"]);
  expect(parseKeyRing(made.encryptionKeys).current).toBe("k1");
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(loadSecrets(folder, ["local-1"])).toEqual(made);
  expect(stored()).toEqual(made);
});

test("an older installation is given its encryption key, once, and keeps everything else", () => {
  const { encryptionKeys: _key, ...older } = loadSecrets(folder, ["local-1"]);
  writeFileSync(join(folder, "secrets.json"), JSON.stringify(older));
  const mended = loadSecrets(folder, ["local-1"]);
  expect(mended).toMatchObject(older);
  expect(stored().encryptionKeys).toBe(mended.encryptionKeys);
  expect(loadSecrets(folder, ["local-1", "local-2"])).toMatchObject({
    encryptionKeys: mended.encryptionKeys,
    regionTokens: older.regionTokens,
  });
});
