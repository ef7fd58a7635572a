import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiScope, ApiScope as Scopes } from "#contracts/api-key.ts";
import type { Noun } from "#testing/access/nouns.ts";
import { type AccessWorld, createAccessWorld } from "#testing/access/principals.ts";
import { MONITOR, UNKNOWN, windowOf } from "#testing/access/requests.ts";
import { REST_ROUTES, type RestRoute } from "./find-route.ts";
import { handleRest } from "./handle-rest.ts";

let world: AccessWorld;
const keys: Record<string, string> = {};
beforeAll(async () => {
  world = await createAccessWorld();
  for (const scope of Scopes.options) {
    const made = { name: scope, scopes: [scope], expiresInDays: null };
    keys[scope] = (await world.maker.owner.apiKey.create(made)).key;
  }
});
afterAll(() => world.dashboard.close());

const NOUN_OF: Record<string, Noun> = {
  monitors: "monitor",
  incidents: "incident",
  maintenance: "maintenance",
  channels: "channel",
  deliveries: "delivery",
  objectives: "objective",
  exclusions: "exclusion",
  reports: "report",
  backtests: "backtest",
  "status-pages": "status page",
  "status-posts": "status post",
  subscribers: "subscriber",
};

function nounOf({ path }: RestRoute): Noun | null {
  if (!path.includes("{id}")) return null;
  if (path.endsWith("/heartbeat")) return "heartbeat";
  return NOUN_OF[path.split("/")[1] ?? ""] ?? null;
}

/** A body that its schema takes: what is refused is refused for who asks. */
function bodyOf({ name, path }: RestRoute, id: string): object {
  if (name === "monitors.patch") return { name: "Theirs" };
  if (name === "monitors.create" || name === "monitors.replace") return MONITOR;
  if (path.endsWith("/rules")) {
    return { policy: null, severity: "normal", parentIds: [], escalationPolicyId: null };
  }
  if (name === "monitors.setChannels") return { channelIds: [] };
  if (name === "maintenance.start") return { name: "M", scope: windowOf(id).scope, durationMin: 5 };
  if (path.startsWith("/maintenance") && !path.endsWith("/end")) return windowOf(id);
  return BODIES[name] ?? {};
}

const MOMENTS = { startsAt: "2026-11-01T00:00:00Z", endsAt: "2026-11-01T01:00:00Z" };
const OBJECTIVE = {
  name: "O",
  targetPercent: 99,
  scope: { kind: "tag", tag: "shop" },
  counting: "any_down",
  window: { kind: "rolling", days: 30 },
  zone: "UTC",
  hours: null,
  excludeMaintenance: true,
  burnAlerts: false,
  channelIds: [],
  mailTo: [],
};
const POST = { kind: "incident", title: "T", state: "investigating", impact: "minor", body: "B" };
const BODIES: Record<string, object> = {
  "incidents.open": { title: "Theirs" },
  "incidents.comment": { message: "Theirs" },
  "incidents.update": { message: "Theirs" },
  "incidents.savePostMortem": { markdown: "Theirs" },
  "channels.create": { kind: "webhook", name: "C", config: { url: "https://hooks.example/c" } },
  "channels.replace": { name: "C", config: { url: "https://hooks.example/c" } },
  "objectives.create": OBJECTIVE,
  "objectives.replace": OBJECTIVE,
  "objectives.exclude": { ...MOMENTS, reason: "R" },
  "objectives.makeReport": { month: "2026-10" },
  "objectives.startBacktest": {
    monitorIds: [UNKNOWN],
    from: MOMENTS.startsAt,
    to: MOMENTS.endsAt,
    policy: {},
  },
  "statusPages.createPost": POST,
  "statusPages.updatePost": { state: "monitoring", body: "B" },
  "statusPages.subscribe": { to: { kind: "webhook", address: "https://hooks.example/s" } },
  "workspace.putSecret": { value: "hush-hush" },
};

async function ask(route: RestRoute, { id, headers }: { id: string; headers: Record<string, string> }) {
  const path = route.path.replace("{id}", id).replace("{name}", "NONE");
  const url = `${world.dashboard.deps.auth.appUrl}/api/v1${path}`;
  const body = route.hasBody ? JSON.stringify(bodyOf(route, world.ids.monitor)) : null;
  const json = { "content-type": "application/json", ...headers };
  const request = new Request(url, { method: route.method, headers: json, body });
  const response = await handleRest(world.dashboard.deps, request);
  const text = await response.text();
  return { status: response.status, text: text.replace(/"instance":"[^"]*"/, "") };
}

const bearer = (key: string | undefined) => ({ authorization: `Bearer ${key}` });
const headersOf = (name: string) => world.principals.find((who) => who.name === name)?.headers ?? {};

describe.each(REST_ROUTES.map((route) => ({ route, name: `${route.method} ${route.path}` })))(
  "$name",
  ({ route }) => {
    const noun = nounOf(route);
    const idOf = () => (noun === null ? UNKNOWN : world.ids[noun]);

    test.each([
      "visitor",
      "expired session",
      "revoked key",
      "probe credential",
      "cron secret",
      "viewer",
      "owner",
    ])("a %s is nobody here", async (who) => {
      expect(await ask(route, { id: idOf(), headers: headersOf(who) })).toMatchObject({ status: 401 });
    });

    test.each(Scopes.options.filter((scope) => !covers([scope], route)))(
      "a key with %s alone is refused",
      async (scope) => {
        const answer = await ask(route, { id: idOf(), headers: bearer(keys[scope]) });
        expect(answer.status, answer.text).toBe(403);
      },
    );

    test.runIf(noun)("what is another workspace's is as absent as what never was", async () => {
      const headers = headersOf("key of another workspace");
      const absent = await ask(route, { id: UNKNOWN, headers });
      expect(absent.status, absent.text).toBe(404);
      expect(await ask(route, { id: idOf(), headers })).toEqual(absent);
    });
  },
);

function covers(scopes: readonly ApiScope[], { rules }: RestRoute): boolean {
  return rules.scopes.every((scope) => scopes.includes(scope));
}

test("what others were refused has changed nothing", async () => {
  const { ids, maker } = world;
  expect(await maker.owner.monitor.get({ id: ids.monitor })).toMatchObject({ name: MONITOR.name });
  expect(await maker.owner.incident.get({ id: ids.incident })).toMatchObject({
    state: "open",
    postMortem: null,
  });
});
