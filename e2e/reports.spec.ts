import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("an objective shows its budget, makes a report, and whoever changes a number in it is found out", async ({
  page,
  target,
}) => {
  test.setTimeout(180_000);
  const monitor = uniqueName("Shop");
  const name = uniqueName("Checkout");
  await createMonitor(page, { name: monitor, url: target.url });

  await page.goto("/reports");
  const dialog = page.getByRole("dialog", { name: "Add an objective" });
  await pressToOpen(page.getByRole("button", { name: "Add objective" }).first(), dialog);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("searchbox", { name: "Monitors: search" }).fill(monitor);
  await dialog.getByRole("checkbox", { name: monitor }).check();
  await expect(dialog.getByText("The last 30 days: 99.9 % leaves 43 min of downtime.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add objective" }).click();

  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("img", { name: new RegExp(`Error budget of ${name}: 100%`) })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText("The monitors count as one")).toBeVisible();
  await expectAccessible(page);

  const making = page.getByRole("dialog", { name: `Make a report of ${name}` });
  await pressToOpen(page.getByRole("button", { name: "Make a report" }), making);
  await making.getByRole("button", { name: "Make a report" }).click();
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
  await expect(page.getByText("100.000 %").first()).toBeVisible();
  await expectAccessible(page);

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON" }).click();
  const folder = mkdtempSync(join(tmpdir(), "uptick-report-"));
  const file = join(folder, "report.json");
  await (await downloading).saveAs(file);

  await page.goto("/verify");
  await page.getByLabel("Choose a file").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "The report is as it was made" })).toBeVisible();
  await expectAccessible(page);

  const forged = JSON.parse(readFileSync(file, "utf8"));
  forged.result.upMs += 1;
  writeFileSync(file, JSON.stringify(forged));
  await page.getByLabel("Choose a file").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "The report is refused" })).toBeVisible();
  await expect(page.getByText("The result does not follow from the days.")).toBeVisible();
  await expectAccessible(page);
  rmSync(folder, { recursive: true });
});
