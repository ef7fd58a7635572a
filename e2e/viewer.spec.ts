import { randomUUID } from "node:crypto";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { forgetSession, inviteColleague, signInAs } from "./fixtures/person.ts";
import { expect, test } from "./fixtures/test.ts";

/** What an editor would press; links to look at something and views of one's own are not among them. */
const CHANGES =
  /^(Add|Create|Edit|Delete|Pause|Resume|Check now|Acknowledge|Resolve|Reopen|Merge|Assign|Start empty|Draft|Change|Save(?! view)|Run|End now|Open incident|Test|Actions for)/;

test("a viewer finds every screen and no button that would be refused", async ({ page, target }) => {
  test.setTimeout(120_000);
  await page.goto("/monitors");
  const [name, title] = [uniqueName("Watched"), uniqueName("By hand")];
  const id = await createMonitor(page, { name, url: target.url });
  const input = { title, severity: "normal", message: "", monitorIds: [id], tellChannels: false };
  const incident = await callProcedure<{ id: string }>(page, "incident.create", input);
  const owner = await page.context().storageState();
  await proveOwner(page);
  const viewer = await inviteColleague(page, `viewer-${randomUUID()}@example.com`, "viewer");
  await forgetSession(page);
  await signInAs(page, viewer);

  const screens = {
    [`/monitors?search=${encodeURIComponent(name)}`]: "Monitors",
    [`/monitors/${id}`]: name,
    "/incidents": "Incidents",
    [`/incidents/${incident.id}`]: title,
    "/maintenance": "Maintenance",
    "/alerts": "Alerts",
    "/alerts/escalation": "Escalation",
    "/alerts/on-call": "On call",
    "/backtest": "Backtest",
    "/reports": "Reports",
    "/status-pages": "Status pages",
  };
  for (const [address, heading] of Object.entries(screens)) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: heading }), address).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect
      .soft(page.getByRole("main").getByRole("button", { name: CHANGES }), address)
      .toHaveCount(0, { timeout: 3_000 });
  }

  await forgetSession(page);
  await page.context().addCookies(owner.cookies);
  await page.goto("/monitors");
  await callProcedure(page, "incident.resolve", { id: incident.id });
  await deleteMonitor(page, id);
});
