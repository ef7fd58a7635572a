import { readFileSync } from "node:fs";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiScope } from "#contracts/api-key.ts";
import { findForgery } from "#server/auth/same-origin.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";

const GUIDE = readFileSync(new URL("../../../docs/api-keys.md", import.meta.url), "utf8");
const EXAMPLES = [...GUIDE.matchAll(/^curl [\s\S]*?(?=\n```|\ncurl )/gm)]
  .map(([command]) => command)
  .filter((command) => command.includes("/api/trpc/"));

let dashboard: Dashboard;
let key: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  for (const code of ["local-1", "local-2", "local-3"]) await aRegion(dashboard.deps.db, code);
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const scopes = [...ApiScope.options];
  ({ key } = await owner.apiKey.create({ name: "Guide", scopes, expiresInDays: 1 }));
});
afterAll(() => dashboard.close());

test("the guide has examples to look at", () => expect(EXAMPLES.length).toBeGreaterThan(2));

test.each(EXAMPLES)("works as the guide to API keys says: %s", async (command) => {
  const request = requestOf(command);
  const { appUrl } = dashboard.deps.auth;
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () =>
      createContext(dashboard.deps, { headers: request.headers, forgery: findForgery(request, appUrl) }),
  });
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  expect(answer.result.data).toHaveProperty("json");
});

/** What curl would send. */
function requestOf(command: string): Request {
  const path = /"\$UPTICK(\S+)"/.exec(command)?.[1] ?? "";
  const url = new URL(path, dashboard.deps.auth.appUrl);
  const input = /--data-urlencode 'input=([^']*)'/.exec(command)?.[1];
  if (input !== undefined) url.searchParams.set("input", input);
  const headers = new Headers();
  for (const [, name = "", value = ""] of command.matchAll(/-H ["']([\w-]+): ([^"']*)["']/g)) {
    headers.set(name, value.replace("$KEY", key));
  }
  const body = / -d '([^']*)'/.exec(command)?.[1];
  return new Request(url, { headers, ...(body !== undefined && { method: "POST", body }) });
}
