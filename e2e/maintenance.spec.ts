import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { chooseAction, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

const CYCLES = { timeout: 60_000 };

async function openForm(page: Page) {
  await page.goto("/maintenance");
  const dialog = page.getByRole("dialog", { name: "Add maintenance" });
  await pressToOpen(page.getByRole("button", { name: "Add maintenance" }).first(), dialog);
  return dialog;
}

test("a deploy holds its monitor quiet, and what is still down when it stops is shown as down", async ({
  page,
  target,
}) => {
  test.setTimeout(180_000);
  const name = uniqueName("Deploy");
  const monitor = uniqueName("Shop");
  const id = await createMonitor(page, { name: monitor, url: target.url });
  const dialog = await openForm(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("combobox", { name: "When" }).click();
  await page.getByRole("option", { name: "When a deploy starts it" }).click();
  await dialog.getByRole("searchbox", { name: "Monitors: search" }).fill(monitor);
  await dialog.getByRole("checkbox", { name: monitor }).check();
  await dialog.getByRole("button", { name: "Add maintenance" }).click();

  const commands = page.getByRole("dialog", { name: "Copy the commands now" });
  const shown = (await commands.getByText(/\/start\?minutes=15/).textContent()) ?? "";
  const hook = /"(http[^"]+)\/start/.exec(shown)?.[1] ?? "";
  await expectAccessible(page);
  await commands.getByRole("button", { name: "Done" }).click();

  await page.goto(`/monitors/${id}`);
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);
  // A kept connection may be closed by the server just when it is used again.
  const again = { maxRetries: 2 };
  const started = await page.request.post(`${hook}/start?minutes=15`, again);
  expect(await started.json()).toMatchObject({ ok: true, name });
  await expect(head.getByText("Maintenance", { exact: true })).toBeVisible(CYCLES);
  target.becomes("down");
  await expect(page.getByText(/503/).first()).toBeVisible(CYCLES);
  await expect(head.getByText("Maintenance", { exact: true })).toBeVisible();
  expect((await page.request.post(`${hook}/stop`, again)).ok()).toBe(true);
  await expect(head.getByText("Down", { exact: true })).toBeVisible(CYCLES);
  expect((await page.request.post(`${hook.slice(0, -1)}x/start`, again)).status()).toBe(404);

  await callProcedure(page, "monitor.delete", { id });
  await page.goto("/maintenance");
  await chooseAction(page, name, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete maintenance" }).click();
  await expect(page.getByText(`${name} is deleted`)).toBeVisible();
});

test("a recurring window says what it will do, is kept, changed and ended", async ({ page, problems }) => {
  test.setTimeout(150_000);
  problems.expect(/status of 400/);
  const name = uniqueName("Patches");
  const dialog = await openForm(page);
  const preview = dialog.getByRole("region", { name: "Preview" });
  await dialog.getByRole("combobox", { name: "When" }).click();
  await page.getByRole("option", { name: "Again and again" }).click();
  await dialog.getByLabel("First start").fill("2027-03-07T02:30");
  await dialog.getByLabel("Time zone").fill("America/New_York");
  await expect(preview).toContainText("Every Sunday at 02:30 (America/New_York), for 1 h.");
  await expect(preview.getByRole("listitem")).toHaveCount(5);
  await expect(preview).toContainText("On 2027-03-14 the clock in America/New_York skips 02:30");
  await expectAccessible(page);

  await dialog.getByRole("combobox", { name: "Repeats" }).click();
  await page.getByRole("option", { name: "By a rule (RRULE)…" }).click();
  await expect(dialog.getByLabel("Rule")).toHaveValue("FREQ=WEEKLY");
  await dialog.getByLabel("Rule").fill("FREQ=HOURLY");
  await expect(preview).toContainText("A window starts once a day at most");
  await dialog.getByRole("button", { name: "Add maintenance" }).click();
  await expect(dialog.getByText("Give the window a name.")).toBeVisible();
  await expect(dialog.getByText("Choose monitors, tags or everything.")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("combobox", { name: "Tags" }).fill("never-used");
  await dialog.getByRole("button", { name: "Add maintenance" }).click();
  await expect(dialog.getByLabel("Rule")).toBeFocused();
  await expect(dialog.getByRole("alert").filter({ hasText: "once a day at most" })).toBeVisible();

  await dialog.getByLabel("Rule").fill("FREQ=DAILY");
  await dialog.getByLabel("First start").fill("2026-01-01T00:00");
  await dialog.getByLabel("Lasts (min)").fill("1440");
  await dialog.getByRole("button", { name: "Add maintenance" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, level: 3 }) });
  await expect(row).toContainText("Every day at 00:00 (America/New_York), for 1 d.");
  await expect(row).toContainText("For the tag never-used.");
  await expect(row).toContainText("Under way");
  await expect(page.getByRole("region", { name: "The next 30 days" }).getByText(name).first()).toBeVisible();
  await expectAccessible(page);

  await row.getByRole("button", { name: "End now" }).click();
  await expect(row).not.toContainText("Under way");
  await chooseAction(page, name, "Edit");
  const edit = page.getByRole("dialog", { name: "Edit maintenance" });
  await edit.getByLabel("Lasts (min)").fill("30");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(row).toContainText("for 30 min.");
  await chooseAction(page, name, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete maintenance" }).click();
  await expect(row).toHaveCount(0);
});

test("a window begins with a day of the calendar, also by keyboard", async ({ page }) => {
  await page.goto("/maintenance");
  const calendar = page.getByRole("region", { name: "Calendar" });
  const days = calendar.getByRole("table", { name: "Calendar" });
  await days.getByRole("button", { pressed: true }).focus();
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowRight");
  const second = days.getByRole("button", { pressed: true });
  await expect(second).toBeFocused();
  const day = await second.getAttribute("data-day");
  expect(day).toMatch(/-02$/);
  await expectAccessible(page);
  await calendar.getByRole("button", { name: "Add on this day" }).click();
  const dialog = page.getByRole("dialog", { name: "Add maintenance" });
  await expect(dialog.getByLabel("From")).toHaveValue(`${day}T02:00`);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
