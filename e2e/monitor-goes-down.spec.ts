import { addByForm, deleteFromList, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const CYCLES = { timeout: 60_000 };

test("a monitor is up within seconds, goes down with its target and recovers", async ({ page, target }) => {
  test.setTimeout(180_000);
  const name = uniqueName("Shop");
  await addByForm(page, { name, url: target.url });

  const head = page.getByRole("main").locator("header").first();
  const regions = page.locator("section").filter({ has: page.getByRole("heading", { name: "Regions" }) });
  await expect(regions.getByText("OK, 200")).toHaveCount(3);
  await expect(head.getByText("Up", { exact: true })).toBeVisible();

  target.becomes("down");
  await expect(head.getByText("Down", { exact: true })).toBeVisible(CYCLES);
  const history = page.locator("section").filter({ has: page.getByRole("heading", { name: "History" }) });
  await expect(history.getByText("Down", { exact: true })).toBeVisible();

  await page.getByLabel("Failed only").click();
  const failed = page.getByRole("button", { name: /Wrong status 503/ }).first();
  await failed.click();
  await expect(page.getByText(/503/).nth(1)).toBeVisible();
  await expect(page.getByText("out of order")).toBeVisible();

  target.becomes("up");
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);
  await deleteFromList(page, name);
});
