import { uniqueName } from "./fixtures/monitors.ts";
import { seedMonitors } from "./fixtures/seed-monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const COUNT = 105;

test("a long list is loaded in parts, keeps few rows in the page and reaches its end", async ({
  page,
  target,
}) => {
  test.setTimeout(180_000);
  const prefix = uniqueName("Fleet");
  const removeAll = await seedMonitors(page, { prefix, count: COUNT, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(prefix)}`);
  const rows = page.getByRole("main").getByRole("listitem").filter({ hasText: prefix });
  await expect(rows).toHaveCount(50);
  await expect(page.getByText(`50 of ${COUNT} monitors`)).toBeVisible();

  // The next part comes when its place does.
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const last = page.getByRole("link", { name: `${prefix} ${COUNT}`, exact: true });
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(last).toBeInViewport({ timeout: 500 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(60);
  await expect(rows.last()).toHaveAttribute("aria-setsize", String(COUNT));

  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search monitors" })).toHaveValue(prefix);
  await expect(rows).toHaveCount(50);
  await removeAll();
});
