import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { HOSTILE_TEXTS } from "./fixtures/hostile-texts.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { expect, test } from "./fixtures/test.ts";

type Seen = { ran: number[]; blocked: string[] };

/** What ran, and what only the policy kept from running: that would be markup from a text, too. */
async function watch(page: Page): Promise<() => Promise<Seen>> {
  const ran: number[] = [];
  const blocked: string[] = [];
  await page.exposeFunction("__ran", (number: number) => void ran.push(number));
  await page.exposeFunction("__blocked", (what: string) => void blocked.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const say = Reflect.get(window, "__blocked") as (what: string) => void;
      say(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on("dialog", (dialog) => void dialog.dismiss());
  // The schemas of the forms look whether they may make programs of text, which the policy denies them.
  return async () => ({ ran, blocked: blocked.filter((what) => what !== "script-src eval ") });
}

async function fill(page: Page, url: string) {
  const monitorIds: string[] = [];
  const incidentIds: string[] = [];
  const channelIds: string[] = [];
  const everything = HOSTILE_TEXTS.join("\n\n");
  for (const text of HOSTILE_TEXTS) {
    monitorIds.push(await createMonitor(page, { name: text, url }));
    const made = await callProcedure<{ id: string }>(page, "incident.create", {
      title: text,
      severity: "normal",
      monitorIds: monitorIds.slice(-1),
      message: text,
      tellChannels: false,
    });
    incidentIds.push(made.id);
    const channel = await callProcedure<{ id: string }>(page, "channel.create", {
      kind: "webhook",
      name: text,
      config: { url },
    });
    channelIds.push(channel.id);
  }
  const [id] = incidentIds;
  await callProcedure(page, "incident.comment", { id, message: everything });
  await callProcedure(page, "incident.update", { id, message: everything });
  await callProcedure(page, "incident.savePostMortem", { id, markdown: everything, basedOn: "" });
  for (const text of HOSTILE_TEXTS.slice(0, 20)) {
    const timing = { kind: "once", startsAt: Date.now() + 3_600_000, endsAt: Date.now() + 7_200_000 };
    const scope = { everything: false, monitorIds: monitorIds.slice(0, 1), tags: [] };
    await callProcedure(page, "maintenance.create", { name: text, timing, scope });
    const steps = [{ afterMin: 0, channelIds: channelIds.slice(0, 1), scheduleIds: [] }];
    await callProcedure(page, "escalation.create", { name: text, steps, repeat: 0 });
    await callProcedure(page, "savedView.create", { name: text.slice(0, 60), query: "", isShared: true });
    await callProcedure(page, "apiKey.create", {
      name: text.slice(0, 80),
      scopes: ["read"],
      expiresInDays: 1,
    });
  }
  return { monitorId: monitorIds[0] ?? "", incidentId: id ?? "" };
}

test("texts that are markup, addresses or code are texts on every screen", async ({ page, target }) => {
  test.setTimeout(360_000);
  const seen = await watch(page);
  const name = uniqueName("Hostile");
  await page.goto("/new-workspace");
  await proveOwner(page);
  const made = await callProcedure<{ id: string }>(page, "workspace.create", { name, timeZone: "UTC" });
  await callProcedure(page, "workspace.switch", { id: made.id });
  const { monitorId, incidentId } = await fill(page, target.url);
  const paths = [
    "/monitors",
    `/monitors/${monitorId}`,
    "/incidents",
    `/incidents/${incidentId}`,
    "/alerts",
    "/alerts/escalation",
    "/alerts/on-call",
    "/alerts/rules",
    "/maintenance",
    "/backtest",
    "/system",
    "/welcome",
    "/settings",
    "/settings/api-keys",
    "/settings/audit-log",
    "/settings/members",
    "/account",
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
    for (const link of await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
      expect(link, path).not.toMatch(/^\s*(javascript|data|vbscript):/i);
    }
    expect({ path, ...(await seen()) }).toEqual({ path, ran: [], blocked: [] });
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("script");
  await expect(page.getByRole("option").filter({ hasText: "<script>" }).first()).toBeVisible();
  expect(await seen()).toEqual({ ran: [], blocked: [] });
  await callProcedure(page, "workspace.delete", { name });
});
