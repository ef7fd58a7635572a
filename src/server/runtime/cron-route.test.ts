import { expect, test, vi } from "vitest";
import { type CronReport, cronRoute } from "./cron-route.ts";
import type { Deps } from "./deps.ts";

const settings = vi.hoisted(() => ({ secret: undefined as string | undefined }));
vi.mock("#env", () => ({ env: () => ({ CRON_SECRET: settings.secret }) }));
vi.mock("./deps.ts", () => ({ serverDeps: (): Partial<Deps> => ({ log: quiet }) }));
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const SECRET = "a-secret-of-the-cron";
const ask = (run: () => Promise<CronReport>, authorization?: string) =>
  cronRoute(run)(
    new Request(
      "http://localhost/api/cron/x",
      authorization === undefined ? {} : { headers: { authorization } },
    ),
  );
const ok = async () => ({ ok: true });

test("without a secret the route is closed, whoever asks", async () => {
  settings.secret = undefined;
  expect((await ask(ok, "Bearer undefined")).status).toBe(503);
  expect((await ask(ok, "Bearer ")).status).toBe(503);
});

test.each([
  undefined,
  "",
  "Bearer",
  SECRET,
  `bearer ${SECRET}`,
  `Bearer ${SECRET} `.concat("x"),
  `Bearer ${SECRET}x`,
])("the authorization %j is refused and nothing runs", async (authorization) => {
  settings.secret = SECRET;
  const run = vi.fn(ok);
  expect((await ask(run, authorization)).status).toBe(401);
  expect(run).not.toHaveBeenCalled();
});

test("the holder of the secret runs the stage and sees its report, which nobody may cache", async () => {
  settings.secret = SECRET;
  const response = await ask(async () => ({ ok: true, jobs: 3 }) as CronReport, `Bearer ${SECRET}`);
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await response.json()).toEqual({ ok: true, jobs: 3 });
});

test("a stage that failed is a 503, also when it threw", async () => {
  settings.secret = SECRET;
  expect((await ask(async () => ({ ok: false }), `Bearer ${SECRET}`)).status).toBe(503);
  const response = await ask(() => Promise.reject(new Error("with secret detail")), `Bearer ${SECRET}`);
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("detail");
});
