import { addMonitor, deleteFromList, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

test("the system page shows every region at work and an audit that balances", async ({ page, target }) => {
  test.setTimeout(180_000);
  const name = uniqueName("Audited");
  await addMonitor(page, { name, url: target.url });
  await page.goto("/system");
  const regions = page.locator("section").filter({ has: page.getByRole("heading", { name: "Regions" }) });
  await expect(regions.getByText("Healthy")).toHaveCount(3, { timeout: 30_000 });
  const pipeline = page.getByRole("region", { name: "Pipeline" });
  await expect(pipeline.getByText("Connected")).toBeVisible();
  await expect(pipeline.getByText(/ahead$/)).toBeVisible();

  // Until the deadline of the first check there is nothing to judge.
  await expect(async () => {
    await page.getByRole("button", { name: "Run audit" }).click();
    await expect(page.getByText("Every check is accounted for.")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });
  await deleteFromList(page, name);
});
