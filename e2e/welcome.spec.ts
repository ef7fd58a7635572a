import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { expect, test } from "./fixtures/test.ts";
import { startWebhookReceiver } from "./fixtures/webhook-receiver.ts";

test("an empty workspace becomes a watched address and a message that arrives, and can be left in between", async ({
  page,
  target,
  problems,
}) => {
  problems.expect(/status of 400/);
  const receiver = await startWebhookReceiver();
  const leave = await enterEmptyWorkspace(page);

  await page.goto("/monitors");
  const card = page.getByRole("region", { name: "First steps" });
  await card.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Uptick" })).toBeVisible();
  await page.getByLabel("Address").fill("not an address");
  await page.getByRole("button", { name: "Start watching" }).click();
  await expect(page.getByText("Remove the spaces and line breaks", { exact: false })).toBeVisible();
  await page.getByLabel("Address").fill(target.url);
  await page.getByRole("button", { name: "Start watching" }).click();
  const results = page.getByRole("list", { name: "First results" });
  await expect(results.getByText("OK, 200").first()).toBeVisible({ timeout: 3_000 });
  await expect(results.getByText("OK, 200")).toHaveCount(3);

  await page.getByRole("link", { name: "Do this later" }).click();
  await card.getByRole("link", { name: "Continue" }).click();
  await expect(results.getByText("OK, 200")).toHaveCount(3);
  await page.getByRole("button", { name: "Webhook" }).click();
  await page.getByLabel("URL").fill(receiver.url);
  await page.getByRole("button", { name: "Add and send a test" }).click();
  await expect(page.getByText("The test was accepted")).toBeVisible();
  await expect(page.getByText(/^noted /)).toBeVisible();
  expect(receiver.events()).toHaveLength(1);

  await page.getByRole("button", { name: "Go to your monitors" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Monitors" })).toBeVisible();
  await expect(card).toHaveCount(0);
  await leave();
  await receiver.close();
});

/** A workspace of its own, as after set-up; what it returns goes back and takes it away. */
async function enterEmptyWorkspace(page: Page): Promise<() => Promise<void>> {
  const name = uniqueName("Fresh");
  const firstSteps = (firstStepsDone: boolean) =>
    callProcedure(page, "account.setReading", { preferences: { firstStepsDone } });
  await firstSteps(false);
  await callProcedure(page, "workspace.create", { name, timeZone: "UTC" });
  return async () => {
    await firstSteps(true);
    await proveOwner(page);
    await callProcedure(page, "workspace.delete", { name });
  };
}
