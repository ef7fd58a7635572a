import { expect, test } from "./fixtures/test.ts";

test.use({ serviceWorkers: "allow" });

test("without a connection an open screen says of when it is, and a new one says that it is offline", async ({
  page,
  context,
  problems,
}) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED|Failed to load resource|503/);
  await page.goto("/monitors");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  });
  // Through the worker, so that it sees the connection.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Monitors" })).toBeVisible();
  const kept = () =>
    page.evaluate(async () => {
      const store = await caches.open("uptick-offline-v1");
      return (await store.keys()).map(({ url }) => new URL(url).pathname).sort();
    });
  await expect.poll(kept).toEqual(["/last-seen", "/offline-texts"]);

  await context.setOffline(true);
  await expect(page.getByText(/^You are offline\. What you see is from \d\d:\d\d:\d\d\.$/)).toBeVisible();
  await page.goto("/incidents");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await expect(page.getByText(/^The connection was last seen on /)).toBeVisible();
  // No page and no answer of the account has been kept.
  expect(await kept().catch(() => null)).toEqual(["/last-seen", "/offline-texts"]);

  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
});
