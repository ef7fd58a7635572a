import type { Page } from "playwright/test";
import { rowOf, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { seedMonitors } from "./fixtures/seed-monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const COUNT = 24;

/** On a phone the commands are behind one button. */
async function chooseCommand(page: Page, name: string): Promise<void> {
  const bar = page.getByRole("region", { name: "Selected monitors" });
  const actions = bar.getByRole("button", { name: "Actions" });
  if (await actions.isVisible()) {
    await pressToOpen(actions, page.getByRole("menu"));
    await page.getByRole("menuitem", { name, exact: true }).click();
  } else {
    await bar.getByRole("button", { name, exact: true }).click();
  }
}

test("a range is tagged by keyboard, the view is saved, and all that match are paused, resumed and deleted", async ({
  page,
  target,
}) => {
  test.setTimeout(240_000);
  const prefix = uniqueName("Many");
  const tag = `t${Date.now()}`;
  await seedMonitors(page, { prefix, count: COUNT, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(prefix)}`);
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  const named = (number: string) => page.getByRole("link", { name: `${prefix} ${number}`, exact: true });
  const bar = page.getByRole("region", { name: "Selected monitors" });
  const run = page.getByRole("region", { name: "Change of many monitors" });

  await expect(async () => {
    await page.keyboard.press("j");
    await expect(named("001")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(named("003")).toBeFocused();
  await page.keyboard.press("Shift+X");
  await expect(bar.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);

  await page.getByLabel(`Select ${prefix} 001`).click();
  await page.getByLabel(`Select ${prefix} 004`).click({ modifiers: ["Shift"] });
  await expect(bar.getByText("4 selected")).toBeVisible();
  await chooseCommand(page, "Tags");
  const dialog = page.getByRole("dialog", { name: "Change tags" });
  await dialog.getByLabel("Add tags", { exact: true }).fill(tag);
  await dialog.getByLabel("Add tags", { exact: true }).press("Enter");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(run.getByText("Tags changed")).toBeVisible();
  await expect(run.getByText("4 of 4")).toBeVisible();
  await page.reload();
  await expect(run.getByText("4 of 4")).toBeVisible();

  await page.goto(`/monitors?tag=${tag}`);
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name").fill(prefix);
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  const tab = page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: prefix });
  await expect(tab.first()).toHaveAttribute("aria-current", "true");
  await page.getByRole("button", { name: "All monitors" }).click();
  await expect(page).toHaveURL(/\/monitors$/);
  await tab.first().click();
  await expect(page).toHaveURL(new RegExp(`tag=${tag}`));
  await page
    .getByRole("button", { name: /^Paused|^Up/ })
    .first()
    .click();
  await expect(tab.first()).toContainText("changed");
  await pressToOpen(
    page.getByRole("button", { name: `Actions for the view ${prefix}` }),
    page.getByRole("menu"),
  );
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText(`View ${prefix} deleted`)).toBeVisible();

  await page.goto(`/monitors?search=${encodeURIComponent(prefix)}&group=tag`);
  await expect(page.getByRole("button", { name: `${tag} 4` })).toHaveAttribute("aria-expanded", "true");
  await page.getByRole("button", { name: `${tag} 4` }).click();
  await expect(page).toHaveURL(new RegExp(`closed=${tag}`));
  await expect(named("001")).toHaveCount(0);
  await expect(named("005")).toBeVisible();

  await page.keyboard.press("Shift+A");
  await expect(bar.getByText(`${COUNT} selected`)).toBeVisible();
  await chooseCommand(page, "Pause");
  await expect(run.getByText("Monitors paused")).toBeVisible();
  await expect(rowOf(page, `${prefix} 005`).getByText("Paused", { exact: true })).toBeVisible();
  await run.getByRole("button", { name: "Undo" }).click();
  await expect(run.getByText("Change taken back")).toBeVisible();
  await expect(rowOf(page, `${prefix} 005`).getByText("Paused", { exact: true })).toHaveCount(0);

  await page.keyboard.press("Shift+A");
  await chooseCommand(page, "Delete");
  const confirm = page.getByRole("dialog", { name: `Delete ${COUNT} monitors?` });
  await expect(confirm.getByRole("button", { name: `Delete ${COUNT} monitors` })).toBeDisabled();
  await confirm.getByLabel(`Type ${COUNT} to confirm`).fill(String(COUNT));
  await confirm.getByRole("button", { name: `Delete ${COUNT} monitors` }).click();
  await expect(run.getByText(/Starts in \d+ s/)).toBeVisible();
  await expect(run.getByText("Monitors deleted")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("No monitor matches")).toBeVisible();
});
