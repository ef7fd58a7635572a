import type { Page } from "playwright/test";
import { addMonitor, chooseAction, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { test as base, expect } from "./fixtures/test.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./fixtures/webhook-receiver.ts";

const CYCLES = { timeout: 60_000 };

const test = base.extend<{ receiver: WebhookReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  receiver: async ({}, use) => {
    const receiver = await startWebhookReceiver();
    await use(receiver);
    await receiver.close();
  },
});

/** Through the dialog, with a test before it is saved; ends on the list of channels. */
async function addWebhook(page: Page, { name, url }: { name: string; url: string }): Promise<void> {
  await page.goto("/alerts");
  const dialog = page.getByRole("dialog", { name: "Add channel" });
  await pressToOpen(page.getByRole("button", { name: "Add channel" }).first(), dialog);
  await dialog.getByRole("searchbox").fill("webhook");
  await dialog.getByRole("button", { name: "Webhook", exact: true }).click();
  await dialog.getByLabel("Name").fill(name);

  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Give the full URL");
  await dialog.getByLabel("URL", { exact: true }).fill(url);
  await dialog.getByRole("button", { name: "Send test" }).click();
  await expect(dialog.getByText("The test was accepted")).toBeVisible();
  await expect(dialog.getByText(/Answered 200 in/)).toBeVisible();
  await expect(dialog.getByText("noted monitor.test")).toBeVisible();

  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByRole("heading", { level: 3, name })).toBeVisible();
}

test("a webhook hears of an outage once and of its end once", async ({
  page,
  target,
  receiver,
  problems,
}) => {
  test.setTimeout(240_000);
  problems.expect(/status of 400/);
  const channel = uniqueName("Hook");
  const monitor = uniqueName("Shop");
  await addWebhook(page, { name: channel, url: receiver.url });
  const log = page.getByRole("region", { name: "Delivery log" });
  await page.getByRole("button", { name: `Send test to ${channel}` }).click();
  await expect(page.getByText("noted monitor.test")).toBeVisible();
  await expect(log.getByRole("button", { name: /Test message/ }).first()).toBeVisible();

  const id = await addMonitor(page, { name: monitor, url: target.url });
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);
  const told = page.getByRole("switch", { name: channel });
  await expect(told).toBeVisible();
  // Only the first channel of a workspace is on by default.
  if (!(await told.isChecked())) await told.click();
  await expect(told).toBeChecked();

  const alerts = () => receiver.events().filter((event) => event !== "monitor.test");
  target.becomes("down");
  await expect.poll(alerts, CYCLES).toEqual(["monitor.down"]);
  await expect(head.getByText("Down", { exact: true })).toBeVisible(CYCLES);
  target.becomes("up");
  await expect.poll(alerts, CYCLES).toEqual(["monitor.down", "monitor.up"]);

  await page.goto("/alerts");
  const messages = log.getByRole("listitem").filter({ hasText: monitor }).filter({ hasText: channel });
  await expect(messages).toHaveCount(2);
  await expect(messages.filter({ hasText: "Down" }).getByText("Delivered")).toBeVisible();
  await expect(messages.filter({ hasText: "Recovered" }).getByText("Delivered")).toBeVisible();
  await messages.first().getByRole("button", { expanded: false }).click();
  await expect(messages.first().getByText("noted monitor.up")).toBeVisible();
  expect(alerts()).toEqual(["monitor.down", "monitor.up"]);

  await chooseAction(page, channel, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete channel" }).click();
  await expect(page.getByText(`${channel} is deleted`)).toBeVisible();
  await deleteMonitor(page, id);
});
