import {
  addMonitor,
  chooseAction,
  deleteFromList,
  deleteMonitor,
  rowOf,
  uniqueName,
} from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

test("the list follows new checks and a failing target without a reload", async ({ page, target }) => {
  test.setTimeout(240_000);
  const name = uniqueName("Followed");
  const id = await addMonitor(page, { name, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
  const row = rowOf(page, name);
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  await expect(row.getByText("Up", { exact: true })).toBeVisible();

  // Figures do not come with the stream; the list asks for them beside it.
  const uptime = row.getByText("100%", { exact: true });
  await expect(uptime).toBeVisible({ timeout: 45_000 });

  const bars = row.getByRole("img", { name: /^Last \d+ check/ });
  const before = await bars.getAttribute("aria-label");
  await expect(bars).not.toHaveAttribute("aria-label", before ?? "", { timeout: 30_000 });

  target.becomes("down");
  await expect(row.getByText("Down", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(bars).toHaveAccessibleName(/failed$/);
  await expect(uptime).toHaveCount(0, { timeout: 45_000 });
  await deleteMonitor(page, id);
});

test("a monitor is edited, paused, resumed and deleted from its row", async ({ page, target }) => {
  const name = uniqueName("Edited");
  const renamed = `${name} renamed`;
  await addMonitor(page, { name, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);

  await chooseAction(page, name, "Edit");
  const dialog = page.getByRole("dialog", { name: "Edit monitor" });
  await expect(dialog.getByLabel("URL")).toHaveValue(target.url);
  await dialog.getByLabel("Name").fill(renamed);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(rowOf(page, renamed)).toBeVisible();

  await chooseAction(page, renamed, "Pause");
  await expect(rowOf(page, renamed).getByText("Paused", { exact: true })).toBeVisible();
  await chooseAction(page, renamed, "Resume");
  await expect(rowOf(page, renamed).getByText("Up", { exact: true })).toBeVisible({ timeout: 30_000 });

  await deleteFromList(page, renamed);
  await page.reload();
  await expect(rowOf(page, renamed)).toHaveCount(0);
});

test("a filter and a search live in the address", async ({ page, target }) => {
  const name = uniqueName("Found");
  const id = await addMonitor(page, { name, url: target.url });
  await page.goto("/monitors");
  await page.getByRole("searchbox", { name: "Search monitors" }).fill(name);
  await expect(page).toHaveURL(/search=Found/);
  await expect(rowOf(page, name)).toBeVisible();
  await page.getByRole("button", { name: /^Down/ }).click();
  await expect(page).toHaveURL(/status=down/);
  await expect(page.getByText("No monitor matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByRole("searchbox", { name: "Search monitors" })).toHaveValue("");
  await expect(page).toHaveURL(/\/monitors$/);
  await deleteMonitor(page, id);
});
