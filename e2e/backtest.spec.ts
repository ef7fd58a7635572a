import AxeBuilder from "@axe-core/playwright";
import { addMonitor, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const CYCLES = { timeout: 60_000 };

test("rules that wait longer would have kept quiet about a short outage", async ({ page, target }) => {
  test.setTimeout(240_000);
  const name = uniqueName("Backtest");
  const id = await addMonitor(page, { name, url: target.url });
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);
  target.becomes("down");
  await expect(head.getByText("Down", { exact: true })).toBeVisible(CYCLES);
  target.becomes("up");
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);

  await page.getByRole("link", { name: "Try other rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Backtest" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name })).toBeChecked();
  const form = page.getByRole("region", { name: "New backtest" });
  const start = form.getByRole("button", { name: "Run backtest" });
  const failures = form.getByLabel("Failures in a row");

  await test.step("what is wrong is said at its field", async () => {
    await failures.fill("0");
    await start.click();
    await expect(form.getByRole("alert")).toContainText("At least one.");
    await failures.fill("2");
    await form.getByRole("checkbox", { name }).uncheck();
    await start.click();
    await expect(form.getByRole("alert")).toContainText("Choose at least one monitor.");
  });

  const result = page.getByRole("region", { name: "Result" });
  await test.step("the same rules keep the alert", async () => {
    await form.getByRole("searchbox", { name: "Monitors: search" }).fill(name);
    await form.getByRole("checkbox", { name }).check();
    await start.click();
    await expect(result.getByText(/^Both would have sent the same 1 alert\.$/)).toBeVisible(CYCLES);
    await expect(result.getByRole("listitem").getByText("Kept")).toBeVisible();
  });

  await test.step("twenty failures in a row lose it", async () => {
    await failures.fill("20");
    await start.click();
    await expect(result.getByText(/0 alerts instead of 1: 1 fewer\./)).toBeVisible(CYCLES);
    await expect(result.getByRole("listitem").getByText("Lost")).toBeVisible();
    const earlier = page.getByRole("region", { name: "Earlier backtests" });
    await expect(earlier.getByRole("button").first()).toHaveAccessibleName(/Done$/);
    await earlier.getByRole("button").nth(1).click();
    await expect(result.getByText("Kept")).toBeVisible();
  });

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await deleteMonitor(page, id);
});
