import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { addMonitor, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

test("a monitor is found, paused and resumed from the palette, and a screen reached by a few letters", async ({
  page,
  target,
}) => {
  const name = uniqueName("Palette");
  const id = await addMonitor(page, { name, url: target.url });
  await page.goto("/maintenance");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  const input = palette.getByRole("combobox");
  const open = async () => {
    await expect(async () => {
      if (!(await palette.isVisible())) await page.keyboard.press("Control+k");
      await expect(input).toBeFocused({ timeout: 1_500 });
    }).toPass();
  };

  await open();
  await expect(palette.getByRole("option", { name: "Sign out" })).toBeVisible();
  await expectAccessible(page);
  await input.fill(`pause ${name}`);
  await expect(palette.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${name} is paused`)).toBeVisible();

  await open();
  await input.fill(name);
  const hit = palette.getByRole("group", { name: "Monitors" }).getByRole("option", { name });
  await expect(hit).toHaveAttribute("aria-selected", "true");
  await expect(palette.getByRole("option", { name: `Resume ${name}` })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await open();
  await input.fill("no such thing anywhere");
  await expect(palette.getByText("Nothing matches “no such thing anywhere”.")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette).toHaveCount(0);

  // A place counts as looked at after a second.
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain(name);
  await open();
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option", { name })).toBeVisible();
  await input.fill("incid");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
  await deleteMonitor(page, id);
});

test("shortcuts lead everywhere, are listed behind ?, and leave typing and dialogs alone", async ({
  page,
}) => {
  await page.goto("/backtest");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(list).toBeVisible({ timeout: 1_500 });
  }).toPass();
  await expect(list.getByText("Add a monitor")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "Maintenance" })).toBeVisible();
  // No list, nothing to search on this screen: everything is searched instead.
  await page.keyboard.press("/");
  const search = page.getByRole("dialog", { name: "Search and commands" }).getByRole("combobox");
  await expect(search).toBeFocused();
  await page.keyboard.type("cgm?");
  await expect(search).toHaveValue("cgm?");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("c");
  const form = page.getByRole("dialog", { name: "Add monitor" });
  await expect(form).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
});

test("going back asks before typed text is lost, and goes on after a yes", async ({ page }) => {
  await page.goto("/incidents");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await expect(heading).toHaveText("Maintenance", { timeout: 1_500 });
  }).toPass();
  await page.getByRole("button", { name: "Add maintenance" }).first().click();
  const name = page.getByRole("dialog", { name: "Add maintenance" }).getByLabel("Name");
  await name.fill("Half of it");
  const question = page.getByRole("alertdialog", { name: "Discard what you typed?" });
  await page.evaluate(() => window.history.back());
  await question.getByRole("button", { name: "Keep editing" }).click();
  await expect(name).toHaveValue("Half of it");
  await page.evaluate(() => window.history.back());
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(heading).toHaveText("Incidents");
});
