import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCESS, type AccessRow, refusalOf } from "#testing/access/access-table.ts";
import { makeNoun } from "#testing/access/nouns.ts";
import { tryCall } from "#testing/access/outcome.ts";
import { type AccessWorld, createAccessWorld, type Principal } from "#testing/access/principals.ts";
import { type IdRequest, REQUESTS, UNKNOWN } from "#testing/access/requests.ts";
import { appRouter } from "./app-router.ts";

let world: AccessWorld;
let cells = 0;
let before: unknown;
beforeAll(async () => {
  world = await createAccessWorld();
  before = await countThings();
});
afterAll(() => world.dashboard.close());

const NAMES = Object.keys(appRouter._def.procedures).sort();
const TABLES = [
  "monitor",
  "incident",
  "channel",
  "delivery",
  "maintenance",
  "escalation_policy",
  "on_call_schedule",
  "on_call_override",
  "backtest",
  "saved_view",
  "bulk_run",
  "member",
  "invitation",
  "api_key",
  "region",
  "session",
  "workspace",
  "status_page",
  "objective",
  "objective_exclusion",
  "sla_report",
];

async function countThings(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await world.dashboard.deps.sql.query(`SELECT count(*)::int AS n FROM ${table}`);
    counts[table] = rows[0].n;
  }
  return counts;
}

test("every procedure has a row in the table", () => {
  expect(Object.keys(ACCESS).sort()).toEqual(NAMES);
  expect(NAMES).toEqual(expect.arrayContaining(Object.keys(REQUESTS)));
});

describe.each(NAMES)("%s", (name) => {
  const row: AccessRow = ACCESS[name] ?? ["owner", null];
  const request = REQUESTS[name];

  test("lets in whom the table names and nobody else", async () => {
    await Promise.all(world.principals.map((who) => knock(name, row, who)));
  });

  test.runIf(request)("what is not theirs is as absent as what never was", async () => {
    const inside = world.principals.filter(({ standing }) => refusalOf(row, standing) === null);
    if (request) await Promise.all(inside.map((who) => look(name, request, who)));
  });
});

/** Whoever is refused asks with an id that there is: the door is before the thing. */
async function knock(name: string, row: AccessRow, who: Principal): Promise<void> {
  cells += 1;
  const request = REQUESTS[name];
  const refusal = refusalOf(row, who.standing);
  const isRefused = request !== undefined && refusal !== null;
  const input = isRefused ? request.input(world.ids[request.noun], world.ids) : { nonsense: true };
  const { code, text } = await tryCall(await world.doorOnly(who), name, input);
  const about = `${name} as ${who.name}: ${text}`;
  if (refusal !== null) expect(code, about).toBe(refusal);
  else expect(["UNAUTHORIZED", "FORBIDDEN"], about).not.toContain(code);
}

async function look(name: string, request: IdRequest, who: Principal): Promise<void> {
  cells += 1;
  const caller = await world.caller(who);
  const about = `${name} as ${who.name}`;
  const absent = await tryCall(caller, name, request.input(UNKNOWN, world.ids));
  expect(absent.code, `${about}: ${absent.text}`).toBe("NOT_FOUND");
  if (isTheirs(who, name)) return;
  const real = await tryCall(caller, name, request.input(world.ids[request.noun], world.ids));
  expect(real, about).toEqual(absent);
}

/** Members' own workspaces are theirs, whatever their tags. */
function isTheirs({ name: who, sees, standing }: Principal, name: string): boolean {
  if (REQUESTS[name]?.personal) return false;
  if (name === "monitor.trial") return who === "owner";
  const isTagged = standing.kind === "member" && standing.tagged;
  return sees || (isTagged && (name === "workspace.switch" || REQUESTS[name]?.everybodys === true));
}

test("all of that was a matter of at least 1,500 cells, and changed nothing", async () => {
  expect(cells).toBeGreaterThanOrEqual(1_500);
  expect(await countThings()).toEqual(before);
});

const PLAYED = Object.entries(REQUESTS).flatMap(([name, request]) =>
  request.personal || request.unplayed ? [] : [{ name, ...request }],
);

test.each(PLAYED)("$name: the owner reaches what is theirs", async ({ name, noun, input }) => {
  const owner = world.principals.find((who) => who.name === "owner");
  const caller = noun === "trial" || owner === undefined ? world.maker.owner : await world.caller(owner);
  const id = await makeNoun(world.maker, noun);
  expect(await tryCall(caller, name, input(id, world.ids))).toMatchObject({ code: "OK" });
});
