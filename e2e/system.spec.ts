import { expect, test } from "./fixtures/test.ts";

test("the system page shows every region at work and an audit that balances", async ({ page }) => {
  await page.goto("/system");
  const regions = page.locator("section").filter({ has: page.getByRole("heading", { name: "Regions" }) });
  await expect(regions.getByText("Healthy")).toHaveCount(3, { timeout: 30_000 });
  const pipeline = page.getByRole("region", { name: "Pipeline" });
  await expect(pipeline.getByText("Connected")).toBeVisible();
  await expect(pipeline.getByText(/ahead$/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Work" }).getByText("Checks a minute")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Faults of regions" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Uptick’s own incidents" })).toBeVisible();

  await page.getByRole("button", { name: "Run audit" }).click();
  // A check is judged once its deadline has passed, which takes minutes; until then the audit must not claim anything.
  await expect(page.getByText(/^(Every check is accounted for\.|Nothing to judge yet)/)).toBeVisible();
  await expect(page.locator("dt:text-is('Unaccounted') + dd")).toHaveText("0");
});
