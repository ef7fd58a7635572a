import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { readExposition } from "#testing/read-exposition.ts";
import { handleMetrics } from "./handle-metrics.ts";

const TOKEN = "a token of Prometheus";
const stage = vi.hoisted(() => ({ deps: undefined as unknown, token: undefined as string | undefined }));
vi.mock("#env", () => ({ env: () => ({ UPTICK_METRICS_TOKEN: stage.token }) }));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));
vi.mock("#server/store/prisma.ts", async (original) => ({
  ...(await original<object>()),
  pool: () => (stage.deps as { sql: unknown }).sql,
}));

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
  stage.deps = dashboard.deps;
});
afterAll(() => dashboard.close());

function ask(headers: Record<string, string>): Promise<Response> {
  return handleMetrics(new Request("http://localhost:3000/api/metrics", { headers }));
}

test("without a token there is nothing here, whoever asks", async () => {
  stage.token = undefined;
  const answers = await Promise.all([ask({}), ask({ authorization: "Bearer undefined" })]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
});

test.each<Record<string, string>>([
  {},
  { authorization: "Bearer " },
  { authorization: TOKEN },
  { authorization: `Bearer ${TOKEN}x` },
])("%j is refused", async (headers) => {
  stage.token = TOKEN;
  const response = await ask(headers);
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
});

test("the token's holder gets both formats, which nobody may keep", async () => {
  stage.token = TOKEN;
  const plain = await ask({ authorization: `Bearer ${TOKEN}` });
  expect(plain.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(plain.headers.get("cache-control")).toBe("no-store");
  expect(readExposition(await plain.text()).get("uptick_postgres_up")?.samples[0]?.value).toBe(1);
  const accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";
  const open = await ask({ authorization: `Bearer ${TOKEN}`, accept });
  expect(readExposition(await open.text()).get("uptick_redis_up")?.samples[0]?.value).toBe(1);
});
