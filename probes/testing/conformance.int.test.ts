import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHECK_KINDS } from "#contracts/checks/check-kinds.ts";
import { listBrowserCases } from "./conformance/browser-cases.ts";
import { type ConformanceCase, listRows, tryRow, type Verdict } from "./conformance/conformance-case.ts";
import { listDatabaseCases } from "./conformance/database-cases.ts";
import { ENGINE_ANSWERS, listMachineCases } from "./conformance/machine-cases.ts";
import { createNodeWorld, type NodeWorld } from "./conformance/node-world.ts";
import { listServiceCases, type Stop } from "./conformance/service-cases.ts";
import { listWebCases } from "./conformance/web-cases.ts";
import { listWireCases } from "./conformance/wire-cases.ts";
import { keyOf, writeTable } from "./conformance/write-table.ts";
import { closeTargets } from "./socket-targets.ts";

const TABLE = fileURLToPath(new URL("../../docs/checks/conformance.md", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "uptick-conformance-"));
const engine = createServer((request, response) =>
  response.end(JSON.stringify(ENGINE_ANSWERS[request.url ?? ""] ?? { message: "unknown" })),
);
let world: NodeWorld;
let cases: ConformanceCase[];
const stops: Stop[] = [];

beforeAll(async () => {
  const socket = join(folder, "docker.sock");
  await new Promise<void>((done) => engine.listen(socket, done));
  world = await createNodeWorld(socket);
  const services = await listServiceCases(world);
  stops.push(...services.stop);
  cases = [
    ...(await listWebCases(world)),
    ...(await listWireCases(world)),
    ...services.cases,
    ...listDatabaseCases(world, new URL(process.env.UPTICK_TEST_PG_URL ?? "")),
    ...listMachineCases(world),
    ...(await listBrowserCases()),
  ];
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await closeTargets();
  engine.closeAllConnections();
  await new Promise((done) => engine.close(done));
  rmSync(folder, { recursive: true, force: true });
});

test("every assertion of every kind is right wherever it is judged, as the table says", async () => {
  const verdicts = new Map<string, Verdict>();
  const wrong: string[] = [];
  for (const one of cases) {
    for (const row of listRows(one.kind)) {
      const verdict = await tryRow(one, row).catch((error: Error) => wrong.push(error.message));
      if (typeof verdict === "string") verdicts.set(keyOf({ ...one, ...row }), verdict);
    }
  }
  expect(wrong).toEqual([]);
  const table = writeTable(verdicts);
  const hasBrowser = cases.some(({ kind }) => kind === "browser");
  const told = hasBrowser
    ? table
    : keepLines(table, { of: readFileSync(TABLE, "utf8"), starting: "| browser |" });
  await expect(told).toMatchFileSnapshot(TABLE);
}, 180_000);

test("no kind that a probe runs is missing from the table", () => {
  const tried = new Set(cases.map(({ kind }) => kind));
  const untried = CHECK_KINDS.filter((kind) => world.has(kind) && !tried.has(kind));
  expect(untried).toEqual([]);
});

/** A machine without a browser cannot say anything of those rows: they stay as they are. */
function keepLines(table: string, { of: old, starting }: { of: string; starting: string }): string {
  const kept = old.split("\n").filter((line) => line.startsWith(starting));
  const lines = table.split("\n");
  const at = lines.findIndex((line) => line.startsWith(starting));
  const others = lines.filter((line) => !line.startsWith(starting));
  return [...others.slice(0, at), ...kept, ...others.slice(at)].join("\n");
}
