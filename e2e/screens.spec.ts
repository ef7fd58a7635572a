import type { Page } from "playwright/test";
import { type FakeTarget, startFakeTarget } from "./fixtures/fake-target.ts";
import { addMonitor, rowOf } from "./fixtures/monitors.ts";
import { setupToken } from "./fixtures/owner.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test, visitorTest } from "./fixtures/test.ts";

/** For the documentation, on an installation of their own: SCREENS=1 npx playwright test screens --project desktop. */
const wanted = process.env.SCREENS === "1";
const LATENCY_MS = { Shop: 42, "Billing API": 88, Search: 130, Docs: 14, Webhooks: 35 };
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

async function takePictures(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    for (const theme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: `docs/screens/${name}-${theme}-${size.width}.png` });
    }
  }
}

visitorTest("pictures of the first page", async ({ page }, info) => {
  visitorTest.skip(!wanted || info.project.name !== "desktop", "Pictures are taken on demand: SCREENS=1.");
  await page.goto(`/setup?token=${setupToken()}`);
  await expect(page.getByRole("button", { name: "Create account" })).toBeEnabled();
  await takePictures(page, "setup");
});

test("pictures of every screen", async ({ page, browser, baseURL }, info) => {
  test.skip(!wanted || info.project.name !== "desktop", "Pictures are taken on demand: SCREENS=1.");
  test.setTimeout(600_000);
  const targets = new Map<string, FakeTarget>();
  for (const [name, latencyMs] of Object.entries(LATENCY_MS)) {
    const target = await startFakeTarget(latencyMs);
    targets.set(name, target);
    await addMonitor(page, { name, url: target.url });
  }
  const isShown = (name: string, word: string) =>
    expect(rowOf(page, name).getByText(word, { exact: true })).toBeVisible({ timeout: 60_000 });
  const hasChecks = (name: string, count: RegExp) =>
    expect(rowOf(page, name).getByRole("img", { name: count })).toBeVisible({ timeout: 240_000 });

  await page.goto("/monitors");
  await hasChecks("Billing API", /^Last 1\d checks/);
  targets.get("Billing API")?.becomes("down");
  await isShown("Billing API", "Down");
  targets.get("Billing API")?.becomes("up");
  await isShown("Billing API", "Up");
  await hasChecks("Webhooks", /^Last 3\d checks/);
  targets.get("Webhooks")?.becomes("down");
  await isShown("Webhooks", "Down");
  for (const name of targets.keys()) await hasChecks(name, /^Last 40 checks/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  await takePictures(page, "monitors");

  await pressToOpen(page.getByRole("button", { name: "Add monitor" }), page.getByRole("dialog"));
  await page.getByRole("dialog").getByLabel("URL").fill("https://shop.example.com/health");
  await takePictures(page, "dialog");

  await page.goto("/monitors");
  await page.getByRole("link", { name: "Billing API", exact: true }).click();
  await expect(page.getByText("OK, 200")).toHaveCount(3);
  await expect(page.locator(".recharts-line").first()).toBeVisible();
  await takePictures(page, "monitor");

  await page.goto("/incidents");
  await expect(page.getByRole("link", { name: "Webhooks" })).toBeVisible();
  await takePictures(page, "incidents");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await expect(page.getByRole("region", { name: "Evidence" })).toBeVisible();
  await takePictures(page, "incident");

  await page.goto("/system");
  await expect(page.getByText("Healthy")).toHaveCount(3);
  await takePictures(page, "system");

  const visitor = await browser.newPage({ baseURL: baseURL ?? "", storageState: undefined });
  await visitor.goto("/sign-in");
  await expect(visitor.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await takePictures(visitor, "sign-in");
  await visitor.close();
  for (const target of targets.values()) await target.close();
});
