import type { Page } from "playwright/test";
import type { BacktestView } from "#contracts/backtest.ts";
import type { MonitorIncidents } from "#contracts/incident.ts";
import type { SystemOverview } from "#contracts/view.ts";
import { alterAnswer } from "./fixtures/alter-answer.ts";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { rowOf } from "./fixtures/monitors.ts";
import { setupToken } from "./fixtures/owner.ts";
import { pictureChecks } from "./fixtures/picture-checks.ts";
import { picturePeople, pictureWelcome } from "./fixtures/picture-people.ts";
import { pictureStatusEmpty, pictureStatusPages } from "./fixtures/picture-status.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { buildScreenWorld, type ScreenWorld } from "./fixtures/screen-world.ts";
import { takePictures } from "./fixtures/take-pictures.ts";
import { expect, test, visitorTest } from "./fixtures/test.ts";

/** For the documentation, on an installation of their own: SCREENS=1 npx playwright test screens --project desktop. */
const wanted = process.env.SCREENS === "1";
const DIALOG = { height: 1000 };

visitorTest("pictures of the first page", async ({ page }, info) => {
  visitorTest.skip(!wanted || info.project.name !== "desktop", "Pictures are taken on demand: SCREENS=1.");
  await page.goto(`/setup?token=${setupToken()}`);
  await expect(page.getByRole("button", { name: "Create account" })).toBeEnabled();
  await takePictures(page, "setup", { windowOnly: true });
});

test("pictures of every screen", async ({ page, browser, baseURL, problems }, info) => {
  test.skip(!wanted || info.project.name !== "desktop", "Pictures are taken on demand: SCREENS=1.");
  test.setTimeout(900_000);
  problems.expect(/status of 40[04]/);
  await page.goto("/incidents");
  await takePictures(page, "incidents-empty", { windowOnly: true });
  await pictureWelcome(page);
  await pictureStatusEmpty(page);
  const world = await buildScreenWorld(page);
  await pictureBacktestEmpty(page);
  await pictureAlerts(page);
  await pictureMaintenance(page);
  await liveThrough(page, world);
  await pictureMonitors(page, world);
  await pictureStatusPages(page, world.sites);
  await pictureIncidents(page, world);
  await pictureAlertLog(page);
  await pictureBacktest(page, world);
  await pictureSystem(page);
  await pictureChecks(page);
  await picturePeople(page, { browser, baseURL: baseURL ?? "" });

  const visitor = await browser.newPage({ baseURL: baseURL ?? "", storageState: undefined });
  await visitor.goto("/sign-in");
  await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  await takePictures(visitor, "sign-in", { windowOnly: true });
  await visitor.goto(String(world.receiver.newest("monitor.down")?.acknowledgeUrl));
  await expect(visitor.getByRole("button", { name: "Acknowledge" })).toBeVisible();
  await takePictures(visitor, "acknowledge", { windowOnly: true });
  await visitor.close();
  await world.close();
});

/** An outage that is over, one that goes on, and enough checks for the lists and charts. */
async function liveThrough(page: Page, { sites }: ScreenWorld): Promise<void> {
  const isShown = (name: string, word: string) =>
    expect(rowOf(page, name).getByText(word, { exact: true })).toBeVisible({ timeout: 60_000 });
  const hasChecks = (name: string, count: RegExp) =>
    expect(rowOf(page, name).getByRole("img", { name: count })).toBeVisible({ timeout: 240_000 });
  await page.goto("/monitors");
  await hasChecks("Billing API", /^Last (1\d|20) checks/);
  sites["Billing API"].target.becomes("down");
  await isShown("Billing API", "Down");
  sites["Billing API"].target.becomes("up");
  await isShown("Billing API", "Up");
  await hasChecks("Webhooks", /^Last 20 checks/);
  sites.Webhooks.target.becomes("down");
  await isShown("Webhooks", "Down");
  for (const name of Object.keys(sites)) await hasChecks(name, /^Last 20 checks/);
}

async function pictureMonitors(page: Page, { sites }: ScreenWorld): Promise<void> {
  await page.reload();
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  await takePictures(page, "monitors", { windowOnly: true });
  const dialog = page.getByRole("dialog");
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }), dialog);
  await dialog.getByLabel("URL").fill("https://shop.example.com/health");
  await takePictures(page, "monitor-dialog", DIALOG);

  await page.goto(`/monitors/${sites["Billing API"].id}`);
  await expect(page.getByText("OK, 200").first()).toBeVisible();
  await expect(page.locator(".recharts-line").first()).toBeVisible();
  await takePictures(page, "monitor");
  const rules = page.getByRole("dialog", { name: "Alert rules" });
  await pressToOpen(page.getByRole("button", { name: "Change alert rules" }), rules);
  await rules.getByRole("switch", { name: "Rules of its own" }).click();
  await rules.getByRole("button", { name: "Add limit" }).click();
  await takePictures(page, "rules-dialog", { height: 1000 });

  await page.goto(`/monitors/${sites.Webhooks.id}`);
  await expect(page.getByRole("link", { name: /^Incident since/ })).toBeVisible();
  await expect(page.locator(".recharts-line").first()).toBeVisible();
  await takePictures(page, "monitor-down");

  await alterAnswer<MonitorIncidents>(page, "incident.ofMonitor", ({ advisories }) => {
    const now = Date.now();
    const reason = "Nobody was told, because 1 of 3 regions is fewer than the 2 that the rules ask for.";
    advisories.push(
      { id: "1", region: "local-2", regionName: "Frankfurt", fromAt: now - 240_000, toAt: null, reason },
      { id: "2", region: "local-3", regionName: "Singapore", fromAt: now - 9e6, toAt: now - 87e5, reason },
    );
  });
  await page.goto(`/monitors/${sites.Shop.id}`);
  await expect(page.getByText(/^Fails from Frankfurt/)).toBeVisible();
  await takePictures(page, "monitor-advisory");
  await page.unrouteAll({ behavior: "wait" });
}

async function pictureIncidents(page: Page, { sites }: ScreenWorld): Promise<void> {
  const input = { severity: "critical", monitorIds: [sites.Shop.id], tellChannels: false };
  await callProcedure(page, "incident.create", {
    ...input,
    title: "Card payments are refused",
    message: "The bank’s gateway answers 502. We talk with them.",
  });
  await page.goto("/incidents");
  await expect(page.getByRole("link", { name: "Webhooks" })).toBeVisible();
  await takePictures(page, "incidents", { windowOnly: true });
  const dialog = page.getByRole("dialog", { name: "Open incident" });
  await pressToOpen(page.getByRole("button", { name: "Open incident" }), dialog);
  await dialog.getByLabel("What is wrong").fill("Search shows old prices");
  await dialog.getByRole("checkbox", { name: "Search" }).check();
  await takePictures(page, "incident-dialog", DIALOG);

  await page.goto("/incidents");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await expect(page.getByRole("region", { name: "Evidence" })).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  await callProcedure(page, "incident.comment", { id, message: "The queue’s disk is full; making room." });
  await expect(page.getByRole("region", { name: "Timeline" }).getByText(/disk is full/)).toBeVisible();
  await takePictures(page, "incident");
}

async function pictureAlerts(page: Page): Promise<void> {
  await page.goto("/alerts");
  const channel = page.getByRole("dialog", { name: "Add channel" });
  await pressToOpen(page.getByRole("button", { name: "Add channel" }).first(), channel);
  await expect(channel.getByRole("button", { name: "Webhook", exact: true })).toBeVisible();
  await takePictures(page, "channel-kinds-dialog", DIALOG);
  await channel.getByRole("button", { name: "E-mail", exact: true }).click();
  await takePictures(page, "channel-dialog", DIALOG);
  await page.goto("/alerts/escalation");
  await expect(page.getByRole("heading", { name: "Production" })).toBeVisible();
  await takePictures(page, "escalation", { windowOnly: true });
  const policy = page.getByRole("dialog", { name: "Add escalation policy" });
  await pressToOpen(page.getByRole("button", { name: "Add policy" }).first(), policy);
  await policy.getByRole("button", { name: "Add step" }).click();
  await takePictures(page, "escalation-dialog", DIALOG);
  await page.goto("/alerts/on-call");
  await expect(page.getByRole("heading", { name: "Platform, weekly" })).toBeVisible();
  await takePictures(page, "on-call", { windowOnly: true });
  const schedule = page.getByRole("dialog", { name: "Add on-call schedule" });
  await pressToOpen(page.getByRole("button", { name: "Add schedule" }).first(), schedule);
  await schedule.getByRole("combobox", { name: "Add a channel to the turns" }).click();
  await page.getByRole("option", { name: "Ada’s phone" }).click();
  await expect(
    schedule.getByRole("region", { name: "Next turns" }).getByRole("listitem").first(),
  ).toBeVisible();
  await takePictures(page, "on-call-dialog", DIALOG);
  await page.goto("/alerts/rules");
  await expect(page.getByRole("heading", { name: "Default rules" })).toBeVisible();
  await takePictures(page, "default-rules");
}

async function pictureAlertLog(page: Page): Promise<void> {
  await page.goto("/alerts");
  await expect(page.getByText("Delivered").first()).toBeVisible();
  await takePictures(page, "alerts");
}

async function pictureMaintenance(page: Page): Promise<void> {
  await page.goto("/maintenance");
  await expect(page.getByRole("heading", { name: "Database patches" })).toBeVisible();
  await takePictures(page, "maintenance");
  const dialog = page.getByRole("dialog", { name: "Add maintenance" });
  await pressToOpen(page.getByRole("button", { name: "Add maintenance" }).first(), dialog);
  await dialog.getByLabel("Name").fill("Patches");
  await dialog.getByRole("combobox", { name: "When" }).click();
  await page.getByRole("option", { name: "Again and again" }).click();
  await expect(dialog.getByRole("region", { name: "Preview" }).getByRole("listitem")).toHaveCount(5);
  await takePictures(page, "maintenance-dialog", { height: 1200 });
}

async function pictureBacktestEmpty(page: Page): Promise<void> {
  await page.goto("/backtest");
  await expect(page.getByText("No backtest yet")).toBeVisible();
  await takePictures(page, "backtest-empty");
}

async function pictureBacktest(page: Page, { sites }: ScreenWorld): Promise<void> {
  await page.goto(`/backtest?monitor=${sites["Billing API"].id}`);
  const form = page.getByRole("region", { name: "New backtest" });
  await form.getByRole("checkbox", { name: "Webhooks" }).check();
  await form.getByLabel("Failures in a row").fill("12");
  await form.getByRole("button", { name: "Run backtest" }).click();
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("listitem").first()).toBeVisible({ timeout: 60_000 });
  await takePictures(page, "backtest-result");
  await alterAnswer<BacktestView>(page, "backtest.get", (run) => {
    Object.assign(run, { status: "running", done: 1, ticksDone: 84_000, ticksTotal: 181_440 });
  });
  await page.reload();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await takePictures(page, "backtest-running");
  await page.unrouteAll({ behavior: "wait" });
}

async function pictureSystem(page: Page): Promise<void> {
  await page.goto("/system");
  await expect(page.getByText("Healthy")).toHaveCount(3);
  await takePictures(page, "system");
  await alterAnswer<SystemOverview>(page, "system.overview", ({ regions, warnings }) => {
    const [, second] = regions;
    if (second === undefined) throw new Error("There is no second region to make sick.");
    second.standing = "sick";
    second.sickBecause = "14 of 15 checks from there fail that succeed elsewhere, since 12:04.";
    warnings.push(`${second.name} is sick: ${second.sickBecause} Look at its network.`);
  });
  await page.reload();
  await expect(page.getByText(/^No vote:/)).toBeVisible();
  await takePictures(page, "system-sick");
  await page.unrouteAll({ behavior: "wait" });
}
