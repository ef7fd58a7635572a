import { type ChildProcess, spawn } from "node:child_process";
import { alterAnswer } from "./fixtures/alter-answer.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { expect, test, visitorTest } from "./fixtures/test.ts";

test("an address that leads nowhere says so and leads back", async ({ page, problems }) => {
  problems.expect(/404/);
  await page.goto("/no/such/place");
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to monitors" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Monitors" })).toBeVisible();
});

test("a screen that breaks says what that means, and comes back with another try", async ({
  page,
  problems,
}) => {
  problems.expect(/null|error boundary/);
  await alterAnswer<unknown[]>(page, "palette.search", (hits) => hits.push(null));
  await page.goto("/maintenance");
  const input = page.getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(input).toBeFocused({ timeout: 1_500 });
  }).toPass();
  await input.fill("anything");
  await expect(page.getByText("This page could not be loaded")).toBeVisible();
  await page.unroute(/\/api\/trpc\//);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Maintenance" })).toBeVisible();
});

const PORT = 4_000 + (process.pid % 1_000);

/** The same build, whose database does not answer. */
const brokenTest = visitorTest.extend<{ broken: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  broken: async ({}, use) => {
    const url = `http://localhost:${PORT}`;
    const child: ChildProcess = spawn(
      process.execPath,
      ["node_modules/next/dist/bin/next", "start", "-p", String(PORT), "-H", "127.0.0.1"],
      {
        env: {
          NODE_ENV: "production",
          PATH: process.env.PATH ?? "",
          DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:1/none",
          UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
          UPSTASH_REDIS_REST_TOKEN: "none",
          NEXTAUTH_URL: url,
          NEXTAUTH_SECRET: "a-secret-of-a-server-that-has-no-database",
          UPTICK_SETUP_TOKEN: "a-token-of-a-server-that-has-no-database",
        },
        stdio: "ignore",
      },
    );
    await expect
      .poll(
        () =>
          fetch(url).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0);
    await use(url);
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  },
});

brokenTest(
  "without its database every answer still has its headers, and a page says under which number it failed",
  async ({ page, broken, problems }) => {
    problems.expect(/500|React error #441/);
    const response = await page.goto(`${broken}/sign-in`);
    expect(response?.status()).toBe(500);
    expect(response?.headers()["content-security-policy"]).toMatch(/'nonce-[^']+' 'strict-dynamic'/);
    expect(response?.headers()["cache-control"]).toContain("no-store");
    expect(await response?.text()).not.toMatch(/127\.0\.0\.1:1|prisma/i);
    await expect(page.getByText("This page could not be loaded")).toBeVisible();
    await expect(page.getByText(/^Reference: [0-9a-f-]{36}$/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expectAccessible(page);

    const health = await page.request.get(`${broken}/api/health/ready`);
    expect(health.status()).toBe(503);
    expect(health.headers()["content-security-policy"]).toContain("default-src 'none'");
    expect(health.headers()["x-content-type-options"]).toBe("nosniff");
  },
);
