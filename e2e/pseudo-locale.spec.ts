import type { Page } from "playwright/test";
import { PSEUDO_COOKIE } from "#contracts/locales.ts";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { findUntranslated, sidewaysExcess } from "./fixtures/find-untranslated.ts";
import { setUp, signIn } from "./fixtures/owner.ts";
import { expect, visitorTest } from "./fixtures/test.ts";

type Made = { id: string };

const PAGES = [
  "/monitors",
  "/incidents",
  "/alerts",
  "/alerts/escalation",
  "/alerts/on-call",
  "/alerts/rules",
  "/maintenance",
  "/backtest",
  "/system",
  "/settings",
  "/settings/members",
  "/settings/api-keys",
  "/settings/audit-log",
  "/account",
  "/account/sign-in-methods",
  "/welcome",
  "/nothing-here",
];
const VISITOR_PAGES = [
  "/sign-in",
  "/forgot-password",
  "/reset-password/damaged",
  "/sign-in/link/damaged",
  "/confirm-email/damaged",
  "/invite/damaged",
  "/acknowledge/damaged",
];
/** By the first button of the page whose name begins so: “Add …”, “Open …”. */
const DIALOGS = { "/monitors": /^⟦Åðð/, "/alerts": /^⟦Åðð/, "/incidents": /^⟦Öpéé/ };

visitorTest.beforeEach(({ page: _ }, info) => {
  visitorTest.skip(info.project.name !== "desktop", "Looks at both widths itself.");
});

visitorTest(
  "a member finds no word that is not translated, and nothing too wide for a phone",
  async ({ page, target, problems }) => {
    visitorTest.setTimeout(120_000);
    problems.expect(/status of 404/);
    await page.goto("/sign-in");
    await page.waitForURL(/\/(sign-in|setup)$/);
    if (page.url().endsWith("/setup")) await setUp(page);
    else await signIn(page);
    const workspace = { name: "⟦Pseudo⟧", timeZone: "Europe/Berlin" };
    await callProcedure<Made>(page, "workspace.create", workspace);
    const shown = await fillWorkspace(page, target.url);
    await speakPseudo(page);
    const found: string[] = [];
    for (const path of [...PAGES, ...shown]) found.push(...(await lookAt(page, path)));
    for (const [path, name] of Object.entries(DIALOGS)) found.push(...(await lookAtDialog(page, path, name)));
    await page.goto("about:blank");
    await callProcedure(page, "workspace.delete", { name: workspace.name });
    expect(found).toEqual([]);
  },
);

visitorTest("a visitor finds none either", async ({ page, problems }) => {
  problems.expect(/status of 404/);
  await speakPseudo(page);
  const found: string[] = [];
  for (const path of VISITOR_PAGES) found.push(...(await lookAt(page, path)));
  expect(found).toEqual([]);
});

async function speakPseudo(page: Page): Promise<void> {
  const { origin } = new URL(page.url().startsWith("http") ? page.url() : await homeOf(page));
  await page.context().addCookies([{ name: PSEUDO_COOKIE, value: "1", url: origin }]);
}

async function homeOf(page: Page): Promise<string> {
  await page.goto("/sign-in");
  return page.url();
}

/** Everything has a name in ⟦brackets⟧, as a translated text has. Returns the pages of single things. */
async function fillWorkspace(page: Page, url: string): Promise<string[]> {
  const id = await createMonitor(page, { name: "⟦Shop⟧", url, tags: ["prod"] });
  const channel = { kind: "webhook", name: "⟦Team⟧", config: { url } };
  const { id: channelId } = await callProcedure<Made>(page, "channel.create", channel);
  await callProcedure(page, "channel.test", { id: channelId });
  const incident = { title: "⟦Cards⟧", severity: "critical", monitorIds: [id], message: "⟦They fail⟧" };
  const { id: incidentId } = await callProcedure<Made>(page, "incident.create", {
    ...incident,
    tellChannels: true,
  });
  await callProcedure(page, "incident.comment", {
    id: incidentId,
    eventId: crypto.randomUUID(),
    message: "⟦Looking⟧",
  });
  const rotation = {
    zone: "Europe/Berlin",
    from: "2026-01-05",
    handover: "09:00",
    days: 7,
    channelIds: [channelId],
  };
  const { id: scheduleId } = await callProcedure<Made>(page, "onCall.create", { name: "⟦Weekly⟧", rotation });
  await callProcedure(page, "escalation.create", {
    name: "⟦Production⟧",
    steps: [{ afterMin: 5, channelIds: [], scheduleIds: [scheduleId] }],
    repeat: 2,
  });
  const startsAt = Date.now() + 86_400_000;
  await callProcedure(page, "maintenance.create", {
    name: "⟦Patches⟧",
    timing: { kind: "once", startsAt, endsAt: startsAt + 3_600_000 },
    scope: { everything: false, monitorIds: [], tags: ["prod"] },
  });
  return [`/monitors/${id}`, `/incidents/${incidentId}`];
}

async function lookAt(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[role=status][aria-label^='⟦Ļ']")).toHaveCount(0);
  return lookAround(page, path);
}

async function lookAtDialog(page: Page, path: string, name: RegExp): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path);
  await page.getByRole("main").getByRole("button", { name }).first().click();
  await expect(page.getByRole("dialog").getByRole("button").first()).toBeVisible();
  return lookAround(page, `${path} (dialog)`);
}

async function lookAround(page: Page, what: string): Promise<string[]> {
  const found = (await findUntranslated(page)).map((text) => `${what}: ${text}`);
  await page.setViewportSize({ width: 360, height: 740 });
  const narrow = (await findUntranslated(page)).map((text) => `${what}: ${text}`);
  const excess = await sidewaysExcess(page);
  if (excess > 0) narrow.push(`${what}: ${excess} px too wide at 360 px`);
  return [...new Set([...found, ...narrow])];
}
