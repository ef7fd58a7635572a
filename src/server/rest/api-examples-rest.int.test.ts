import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiScope } from "#contracts/api-key.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { handleRest } from "./handle-rest.ts";
import { PROBLEMS } from "./problem.ts";

const GUIDE = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
const EXAMPLES = [...GUIDE.matchAll(/^curl [\s\S]*?(?=\n```)/gm)].map(([command]) => command);

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

test.each(EXAMPLES)("works as the guide to the API says: %s", async (command) => {
  const path = /"\$UPTICK(\S+)"/.exec(command)?.[1] ?? "";
  const headers = new Headers();
  for (const [, name = "", value = ""] of command.matchAll(/-H "([\w-]+): ([^"]*)"/g)) {
    headers.set(name, value.replace("$KEY", key));
  }
  const body = / -d '([^']*)'/.exec(command)?.[1];
  const url = new URL(path, dashboard.deps.auth.appUrl);
  const asked = new Request(url, { headers, ...(body !== undefined && { method: "POST", body }) });
  const response = await handleRest(dashboard.deps, asked);
  expect([200, 201], await response.clone().text()).toContain(response.status);
});

test("the guide names every kind of problem with its status", () => {
  for (const [code, [status]] of Object.entries(PROBLEMS)) {
    expect(GUIDE, code).toMatch(new RegExp(`^\\| ${status} \\|.*\`${code}\``, "m"));
  }
});
