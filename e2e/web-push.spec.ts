import type { Page } from "playwright/test";
import { uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { type PushService, startPushService } from "./fixtures/push-service.ts";
import { test as base, expect } from "./fixtures/test.ts";

const test = base.extend<{ push: PushService }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  push: async ({}, use) => {
    const push = await startPushService();
    await use(push);
    await push.close();
  },
});

test.use({ serviceWorkers: "allow" });

async function openForm(page: Page) {
  await page.goto("/alerts");
  const dialog = page.getByRole("dialog", { name: "Add channel" });
  await pressToOpen(page.getByRole("button", { name: "Add channel" }).first(), dialog);
  await dialog.getByRole("searchbox").fill("push");
  await dialog.getByRole("button", { name: "Web push", exact: true }).click();
  return dialog;
}

test("a browser is notified after one press, and reads what was pushed", async ({ page, context, push }) => {
  await context.grantPermissions(["notifications"]);
  // The vendors' push services are not reached from here; everything else is the browser's own.
  await page.addInitScript(({ endpoint, ...keys }) => {
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async () =>
      ({ endpoint, toJSON: () => ({ endpoint, keys }) }) as unknown as PushSubscription;
  }, push.subscription);
  const name = uniqueName("Browser");
  const dialog = await openForm(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Notify this browser" }).click();
  await expect(dialog.getByText("This browser is subscribed.")).toBeVisible();
  await dialog.getByRole("button", { name: "Send test" }).click();
  await expect(dialog.getByText("The test was accepted")).toBeVisible();
  expect(JSON.parse(push.texts()[0] ?? "{}")).toMatchObject({ title: "🔔 Test: Example monitor" });

  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByRole("heading", { level: 3, name })).toBeVisible();
  await page.getByRole("button", { name: `Send test to ${name}` }).click();
  const log = page.getByRole("region", { name: "Delivery log" });
  await log.getByRole("button", { name: new RegExp(`Test message.*${name}`) }).click();
  await log.getByText("What was sent").click();
  const request = log.getByRole("group", { name: "Request" });
  await expect(request).toContainText("Test: Example monitor");
  await expect(request).not.toContainText(push.subscription.endpoint);
});

test("the worker shows what comes in, and an end takes the place of its beginning", async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(["notifications"]);
  await page.goto("/alerts");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push-worker.js");
    await navigator.serviceWorker.ready;
  });
  const browser = await context.newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    });
  });
  await browser.send("ServiceWorker.enable");
  const registrationId = await known;
  const deliver = (message: object) =>
    browser.send("ServiceWorker.deliverPushMessage", {
      origin: baseURL ?? "",
      registrationId,
      data: JSON.stringify({ url: `${baseURL}/incidents/1`, tag: "incident-1", stays: false, ...message }),
    });
  const shown = () =>
    page.evaluate(async () => {
      const { getNotifications } = ServiceWorkerRegistration.prototype;
      const notifications = await getNotifications.call(await navigator.serviceWorker.ready);
      return notifications.map(({ title, body }) => `${title}: ${body}`);
    });

  await deliver({
    title: "Down",
    body: "It broke.",
    acknowledgeUrl: `${baseURL}/acknowledge/1`,
    stays: true,
  });
  await expect.poll(shown).toEqual(["Down: It broke."]);
  await deliver({ title: "Up", body: "It is back.", acknowledgeUrl: null });
  await expect.poll(shown).toEqual(["Up: It is back."]);
});
