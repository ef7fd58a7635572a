import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiScope } from "#contracts/api-key.ts";
import { type Ids, type Maker, makeAll, type Noun } from "#testing/access/nouns.ts";
import { cookieOf } from "#testing/access/principals.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createJudge } from "#testing/fuzz/judge-answer.ts";
import { type FuzzKeys, type FuzzRequest, type IdsOfKinds, makeRequest } from "#testing/fuzz/make-request.ts";
import { Random } from "#testing/simulation/random.ts";
import { handleRest } from "./handle-rest.ts";
import { openApiDocument } from "./openapi-document.ts";

// npm run fuzz -- --calls 200000 --seed 7 sets them.
const CALLS = Number(process.env.UPTICK_FUZZ_CALLS ?? 5_000);
const SEED = Number(process.env.UPTICK_FUZZ_SEED ?? 1);
/** So many, and workspaces begin anew: lists stay short, and nothing is deleted for ever. */
const CALLS_PER_WORLD = 2_500;
const AT_ONCE = 4;
const CANARY = "canary-of-somebody-else";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());

type World = { own: IdsOfKinds; foreign: IdsOfKinds; keys: FuzzKeys; foreignId: string };

async function createWorld(): Promise<World> {
  const aMaker = async (): Promise<Maker & { member: Awaited<ReturnType<Dashboard["member"]>> }> => {
    const member = await dashboard.member({ role: "owner" });
    const owner = await dashboard.caller(member);
    return { member, dashboard, owner, workspaceId: member.workspaceId, tags: ["secret"] };
  };
  const [mine, theirs] = [await aMaker(), await aMaker()];
  const own = byCollection(await makeAll(mine));
  await mine.owner.secret.create({ name: "TOKEN", value: "hush-hush" });
  const foreign = byCollection(await makeAll(theirs));
  await markForeign(theirs.workspaceId);
  const keyOf = async (scopes: readonly ApiScope[]) =>
    mine.owner.apiKey.create({ name: "Fuzz", scopes: [...scopes], expiresInDays: null });
  const dead = await keyOf(["read"]);
  await mine.owner.apiKey.revoke({ id: dead.id });
  const keys = {
    full: (await keyOf(ApiScope.options)).key,
    reading: (await keyOf(["read"])).key,
    dead: dead.key,
    cookie: (await cookieOf(dashboard, mine.member)).cookie ?? "",
  };
  return { own, foreign, keys, foreignId: theirs.workspaceId };
}

const NAMED = {
  monitor: "name",
  incident: "title",
  maintenance: "name",
  channel: "name",
  status_page: "title",
  escalation_policy: "name",
  on_call_schedule: "name",
};

/** Whatever is theirs has the canary in its name. */
async function markForeign(workspaceId: string): Promise<void> {
  for (const [table, column] of Object.entries(NAMED)) {
    await dashboard.deps.sql.query(`UPDATE ${table} SET ${column} = $2 WHERE workspace_id = $1`, [
      workspaceId,
      CANARY,
    ]);
  }
}

async function fingerprint(workspaceId: string): Promise<string> {
  const hashes = Object.keys(NAMED).map((table) =>
    dashboard.deps.sql.query<{ hash: string }>(
      `SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) AS hash FROM ${table} r WHERE workspace_id = $1`,
      [workspaceId],
    ),
  );
  return (await Promise.all(hashes)).map(({ rows }) => rows[0]?.hash).join();
}

const COLLECTIONS = {
  monitors: ["monitor", "heartbeat"],
  heartbeats: ["heartbeat"],
  incidents: ["incident", "other incident", "resolved incident"],
  maintenance: ["maintenance"],
  channels: ["channel"],
  deliveries: ["delivery"],
  "escalation-policies": ["escalation"],
  "on-call": ["schedule"],
  objectives: ["objective"],
  exclusions: ["exclusion"],
  reports: ["report"],
  backtests: ["backtest"],
  "status-pages": ["status page"],
  "status-posts": ["status post"],
  components: ["status component"],
  subscribers: ["subscriber"],
} as const satisfies Record<string, readonly Noun[]>;

function byCollection(ids: Ids): IdsOfKinds {
  return Object.fromEntries(
    Object.entries(COLLECTIONS).map(([name, nouns]) => [name, nouns.map((noun) => ids[noun])]),
  );
}

async function send({ method, path, headers, body }: FuzzRequest) {
  const url = `${dashboard.deps.auth.appUrl}/api/v1${path}`;
  const safe = Object.entries(headers).filter(([, value]) => /^[\x20-\xff]*$/.test(value));
  const response = await handleRest(dashboard.deps, new Request(url, { method, headers: safe, body }));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test(
  `${CALLS.toLocaleString("en")} requests of every kind are answered as the document says`,
  async () => {
    const random = new Random(SEED, "rest");
    const document = openApiDocument(dashboard.deps.auth.appUrl);
    const judge = createJudge(document, CANARY);
    const failures: string[] = [];
    const statuses: Record<string, number> = {};
    let done = 0;
    while (done < CALLS && failures.length < 20) {
      const world = await createWorld();
      const before = await fingerprint(world.foreignId);
      for (let call = 0; call < CALLS_PER_WORLD && done < CALLS && failures.length < 20; call += AT_ONCE) {
        const requests = Array.from({ length: AT_ONCE }, () => makeRequest({ document, random, ...world }));
        await Promise.all(
          requests.map(async (request) => {
            const answer = await send(request);
            done += 1;
            statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
            const problem = judge(request, answer);
            if (problem !== null) failures.push(describe(request, problem));
            if (answer.status === 201) remember(world.own, answer.headers.get("location"));
          }),
        );
      }
      if ((await fingerprint(world.foreignId)) !== before)
        failures.push("what belongs to others has changed");
      if (process.env.UPTICK_FUZZ_CALLS) {
        process.stdout.write(`${JSON.stringify({ done, seed: SEED, statuses, failures })}\n`);
      }
    }
    const errors = dashboard.logged.filter(({ level }) => level === "error").slice(0, 5);
    expect({ failures, errors }).toEqual({ failures: [], errors: [] });
    // Whoever only refuses has nothing tried.
    expect(((statuses[200] ?? 0) + (statuses[201] ?? 0)) / done).toBeGreaterThan(0.25);
  },
  Math.max(120_000, CALLS * 60),
);

function remember(own: IdsOfKinds, location: string | null): void {
  const [, collection = "", id = ""] = /^\/api\/v1\/([\w-]+)\/([0-9a-f-]{36})$/.exec(location ?? "") ?? [];
  const ids = own[collection];
  if (ids && ids.length < 20) ids.push(id);
}

function describe({ method, path, headers, body }: FuzzRequest, problem: string): string {
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)} ${body?.slice(0, 1_500)}\n→ ${problem}`;
}
