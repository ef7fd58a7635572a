import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { syncRegions } from "./regions.mjs";

const root = join(import.meta.dirname, "..");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uptick-regions-"));
  for (const path of ["probes/regions", "probes/regions.json", "src/app/api/probe", "vercel.json"]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const list = (codes: string[]) => writeFileSync(join(folder, "probes/regions.json"), JSON.stringify(codes));
const read = (path: string) => readFileSync(join(folder, path), "utf8");

test("what is committed is what the list says", () => {
  expect(syncRegions(root, { write: false })).toEqual([]);
});

test("a new region gets its probe, its route and its place; one that is gone loses them", () => {
  list(["iad1", "sin1", "gru1"]);
  expect(syncRegions(folder, { write: false })).toHaveLength(5);
  expect(existsSync(join(folder, "probes/regions/gru1.ts"))).toBe(false);
  syncRegions(folder, { write: true });
  expect(syncRegions(folder, { write: false })).toEqual([]);

  expect(read("probes/regions/gru1.ts")).toContain('createEdgeProbe({ region: "gru1" })');
  expect(read("src/app/api/probe/gru1/route.ts")).toContain('export const runtime = "edge";');
  expect(existsSync(join(folder, "probes/regions/fra1.ts"))).toBe(false);
  expect(existsSync(join(folder, "src/app/api/probe/fra1"))).toBe(false);
  const { functions, crons } = JSON.parse(read("vercel.json"));
  expect(functions["src/app/api/probe/gru1/route.ts"]).toEqual({ regions: ["gru1"] });
  expect(functions["src/app/api/probe/fra1/route.ts"]).toBeUndefined();
  expect(functions["src/app/api/cron/schedule/route.ts"]).toEqual({ maxDuration: 60 });
  expect(crons.length).toBeGreaterThan(0);
});

test("a code that can be no file and no name is refused", () => {
  list(["../etc"]);
  expect(() => syncRegions(folder, { write: true })).toThrow("no code of a region");
});
