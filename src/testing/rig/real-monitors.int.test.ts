import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { startTargetFarm, type TargetFarm } from "#testing/targets/target-farm.ts";
import { answerInTurn, answerPage } from "#testing/targets/web-answers.ts";
import { type Product, startProduct } from "./product-rig.ts";
import { plainCheck, seedMonitors } from "./seed-monitors.ts";
import { waitUntil } from "./wait-until.ts";

const REGIONS = ["local-1", "local-2", "local-3"];
const TIMEOUT_MS = 1_500;
const FIRST_VERDICTS_MS = 60_000;
/** An address needs no name server: no question leaves the machine. */
const IPV4_ONLY = "http://127.0.0.1:9/";

type Case = { name: string; check: (farm: TargetFarm) => HttpCheck; verdict: Verdict; outcome: Outcome };
type Shown = { verdict: Verdict; outcomes: string[] };

const CASES: readonly Case[] = [
  { name: "fast", check: at("fast"), verdict: "up", outcome: "ok" },
  { name: "slow within its timeout", check: slow(600), verdict: "up", outcome: "ok" },
  { name: "slow beyond its timeout", check: slow(4_000), verdict: "down", outcome: "timeout" },
  { name: "redirecting", check: at("redirectChain"), verdict: "up", outcome: "ok" },
  {
    name: "redirecting, not followed",
    check: at("redirectChain", { followRedirects: false }),
    verdict: "down",
    outcome: "status",
  },
  {
    name: "redirecting, as expected",
    check: at("redirectChain", { followRedirects: false, expectedStatus: [{ from: 302, to: 302 }] }),
    verdict: "up",
    outcome: "ok",
  },
  { name: "redirecting for ever", check: at("redirectLoop"), verdict: "down", outcome: "redirect" },
  { name: "trusted TLS", check: at("tlsTrusted"), verdict: "up", outcome: "ok" },
  { name: "self-signed TLS", check: at("tlsSelfSigned"), verdict: "down", outcome: "tls" },
  { name: "expired TLS", check: at("tlsExpired"), verdict: "down", outcome: "tls" },
  { name: "TLS of another host", check: at("tlsWrongHost"), verdict: "down", outcome: "tls" },
  { name: "hanging", check: at("hanging"), verdict: "down", outcome: "timeout" },
  { name: "huge", check: at("huge"), verdict: "up", outcome: "ok" },
  { name: "dripping", check: at("dripping"), verdict: "down", outcome: "timeout" },
  { name: "resetting", check: at("reset"), verdict: "down", outcome: "reset" },
  { name: "not speaking HTTP", check: at("garbage"), verdict: "down", outcome: "protocol" },
  { name: "refusing", check: at("refused"), verdict: "down", outcome: "refused" },
  {
    name: "without an IPv6 address",
    check: () => ({ ...plainCheck(IPV4_ONLY), ipFamily: "v6" as const }),
    verdict: "down",
    outcome: "dns",
  },
  { name: "answering 503", check: at("serverError"), verdict: "down", outcome: "status" },
  {
    name: "answering 404 as expected",
    check: at("notFound", { expectedStatus: [{ from: 404, to: 404 }] }),
    verdict: "up",
    outcome: "ok",
  },
  {
    name: "with the keyword",
    check: at("keyword", { keyword: { text: "operational", mode: "present" } }),
    verdict: "up",
    outcome: "ok",
  },
  {
    name: "without the keyword",
    check: at("keyword", { keyword: { text: "all is lost", mode: "present" } }),
    verdict: "down",
    outcome: "keyword",
  },
  {
    name: "with a forbidden keyword",
    check: at("keyword", { keyword: { text: "operational", mode: "absent" } }),
    verdict: "down",
    outcome: "keyword",
  },
  {
    name: "failing now and then",
    check: (farm) => plainCheck(farm.script("/now-and-then", answerInTurn(nowAndThen()))),
    verdict: "up",
    outcome: "ok",
  },
  {
    name: "going down and coming back",
    check: (farm) => plainCheck(farm.script("/switched", answerPage(200, "up\n"))),
    verdict: "up",
    outcome: "ok",
  },
];

let folder: string;
let farm: TargetFarm;
let product: Product;
let db: Client;
let idOf: Map<string, number>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "uptick-real-"));
  const authority = createCertificateAuthority();
  const authorityFile = join(folder, "authority.pem");
  await writeFile(authorityFile, authority.cert);
  farm = await startTargetFarm(authority);
  const env = { NODE_EXTRA_CA_CERTS: authorityFile };
  product = await startProduct({ dataFolder: join(folder, "data"), regions: REGIONS, env });
  db = new Client({ connectionString: product.databaseUrl });
  await db.connect();
  const checks = CASES.map((one) => one.check(farm));
  const ids = await seedMonitors(db, {
    count: CASES.length,
    intervalMs: 10_000,
    timeoutMs: TIMEOUT_MS,
    regions: REGIONS,
    checkOf: (id) => checks[(id - 1) % checks.length] ?? plainCheck(farm.urls.fast),
  });
  idOf = new Map(ids.map((id) => [CASES[(id - 1) % CASES.length]?.name ?? "", id]));
}, 360_000);

afterAll(async () => {
  await db?.end();
  await product?.stop();
  await farm?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test.each(CASES)("a target $name is shown $verdict: $outcome", { timeout: 90_000 }, async (one) => {
  await waitUntilShown(one.name, { verdict: one.verdict, outcomes: REGIONS.map(() => one.outcome) });
});

test("a target that goes down and comes back is shown so, with one incident", {
  timeout: 180_000,
}, async () => {
  const name = "going down and coming back";
  farm.script("/switched", answerPage(500, "down\n"));
  await waitUntilShown(name, { verdict: "down", outcomes: REGIONS.map(() => "status") });
  farm.script("/switched", answerPage(200, "up again\n"));
  await waitUntilShown(name, { verdict: "up", outcomes: REGIONS.map(() => "ok") });

  const { rows } = await db.query(
    "SELECT closed_at IS NOT NULL AS closed FROM incident WHERE monitor_id = $1",
    [idOf.get(name)],
  );
  expect(rows).toEqual([{ closed: true }]);
});

async function waitUntilShown(name: string, wanted: Shown): Promise<void> {
  const text = JSON.stringify(wanted);
  await waitUntil(
    () => findShown(idOf.get(name) ?? 0),
    (shown) => JSON.stringify(shown) === text,
    { timeoutMs: FIRST_VERDICTS_MS, what: `"${name}" to be shown as ${text}` },
  );
}

/** The verdict, and the outcome of the last check of every region. */
async function findShown(monitorId: number): Promise<Shown> {
  const { rows } = await db.query<{ verdict: Verdict; outcomes: number[] }>(
    `SELECT verdict::text, array_agg(outcome::int ORDER BY region_id) AS outcomes
     FROM monitor_state JOIN monitor_region_state USING (monitor_id) WHERE monitor_id = $1 GROUP BY verdict`,
    [monitorId],
  );
  const [row] = rows;
  if (row === undefined) return { verdict: "unknown", outcomes: [] };
  return { verdict: row.verdict, outcomes: row.outcomes.map((outcome) => Outcome.options[outcome] ?? "?") };
}

function at(name: keyof TargetFarm["urls"], changes: Partial<HttpCheck> = {}) {
  return (given: TargetFarm): HttpCheck => ({ ...plainCheck(given.urls[name]), ...changes });
}

function slow(delayMs: number) {
  return (given: TargetFarm) => plainCheck(given.slowUrl(delayMs));
}

/** One failure in five: never two in a row in a region, as three regions take turns. */
function nowAndThen() {
  const pattern = [200, 200, 200, 200, 500];
  return Array.from({ length: 2000 }, (_, turn) =>
    answerPage(pattern[turn % pattern.length] ?? 200, "flapping\n"),
  );
}
