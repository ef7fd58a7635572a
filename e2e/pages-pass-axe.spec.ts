import { readdirSync } from "node:fs";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test, visitorTest } from "./fixtures/test.ts";

/** By their folder below src/app, without groups. */
const MEMBER_PAGES = [
  "/account",
  "/account/sign-in-methods",
  "/alerts",
  "/alerts/escalation",
  "/alerts/on-call",
  "/alerts/rules",
  "/backtest",
  "/developers",
  "/incidents",
  "/maintenance",
  "/reports",
  "/verify",
  "/monitors",
  "/new-workspace",
  "/settings",
  "/settings/api-keys",
  "/settings/audit-log",
  "/settings/hooks",
  "/settings/import",
  "/settings/locations",
  "/settings/members",
  "/settings/secrets",
  "/status-pages",
  "/status-pages/new",
  "/system",
  "/welcome",
];
const VISITOR_PAGES = [
  "/acknowledge/[token]",
  "/confirm-email/[token]",
  "/digest-off/[token]",
  "/forgot-password",
  "/invite/[token]",
  "/reset-password/[token]",
  "/sign-in",
  "/sign-in/link/[token]",
];
const ELSEWHERE: Record<string, string> = {
  "/": "leads on to another page",
  "/incidents/[id]": "below, with everything on it",
  "/monitors/[id]": "below, with everything on it",
  "/setup": "account.spec.ts, before there is an owner",
  "/sign-in/second-factor": "own-account.spec.ts, after a first factor",
  "/reports/[id]": "reports.spec.ts",
  "/reports/objectives/[id]": "reports.spec.ts",
  "/status-pages/[id]": "leads on to its content",
  "/status-pages/[id]/access": "status-editor.spec.ts",
  "/status-pages/[id]/content": "status-editor.spec.ts",
  "/status-pages/[id]/look": "status-editor.spec.ts",
  "/status-pages/[id]/posts": "status-posts.spec.ts",
  "/status-pages/[id]/share": "status-share.spec.ts",
  "/status-pages/[id]/subscribers": "status-subscriber.spec.ts",
  "/your-account": "own-account.spec.ts, without a workspace",
};

test("every page is looked at by axe in some story", () => {
  const pages = readdirSync("src/app", { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\([^)]+\)\//g, "").replace(/\/?page\.tsx$/, "")}`);
  expect(pages.sort()).toEqual([...MEMBER_PAGES, ...VISITOR_PAGES, ...Object.keys(ELSEWHERE)].sort());
});

for (const path of MEMBER_PAGES) {
  test(`${path} is accessible`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
    await expectAccessible(page);
  });
}

for (const path of VISITOR_PAGES) {
  visitorTest(`${path} is accessible to a visitor`, async ({ page }) => {
    await page.goto(path.replace("[token]", "damaged"));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

test("a monitor and the form of a new one are accessible", async ({ page, target }) => {
  const name = uniqueName("Axe");
  const id = await createMonitor(page, { name, url: target.url });
  await page.goto(`/monitors/${id}`);
  await expect(page.getByText("OK, 200").first()).toBeVisible({ timeout: 45_000 });
  await expectAccessible(page);

  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByRole("button", { name: "Request and expectations" }).click();
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(dialog.getByText("Give the monitor a name.")).toBeVisible();
  await expectAccessible(page);
  await deleteMonitor(page, id);
});

test("the form of a channel is accessible, with what is wrong in it", async ({ page, problems }) => {
  problems.expect(/status of 400/);
  await page.goto("/alerts");
  const dialog = page.getByRole("dialog", { name: "Add channel" });
  await pressToOpen(page.getByRole("button", { name: "Add channel" }).first(), dialog);
  await dialog.getByRole("button", { name: "Webhook", exact: true }).click();
  await dialog.getByRole("button", { name: "Send test" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Give the full URL");
  await expectAccessible(page);
});

test("an incident with all its parts, its dialogs and the list are accessible", async ({ page }) => {
  const title = uniqueName("Axe incident");
  const input = { title, severity: "critical", monitorIds: [], message: "", tellChannels: false };
  const { id } = await callProcedure<{ id: string }>(page, "incident.create", input);
  const markdown = "# One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```";
  await callProcedure(page, "incident.savePostMortem", { id, markdown, basedOn: "" });
  await page.goto(`/incidents/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expectAccessible(page);
  const merge = page.getByRole("dialog", { name: /^Merge/ });
  await pressToOpen(page.getByRole("button", { name: "Merge…" }), merge);
  await expectAccessible(page);
  await callProcedure(page, "incident.resolve", { id });

  await page.goto("/incidents");
  const dialog = page.getByRole("dialog", { name: "Open incident" });
  await pressToOpen(page.getByRole("button", { name: "Open incident" }), dialog);
  await dialog.getByRole("button", { name: "Open incident" }).click();
  await expect(dialog.getByText("Say what is wrong.")).toBeVisible();
  await expectAccessible(page);
});
