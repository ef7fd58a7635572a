import { addMonitor, deleteMonitor, rowOf, uniqueName } from "./fixtures/monitors.ts";
import { startDoor } from "./fixtures/start-door.ts";
import { expect, test } from "./fixtures/test.ts";

test("a stream that is cut says so, comes back by itself and misses nothing", async ({
  page,
  target,
  problems,
  baseURL,
}) => {
  test.setTimeout(150_000);
  problems.expect(/net::ERR_|network error/i);
  const name = uniqueName("Cut");
  const id = await addMonitor(page, { name, url: target.url });

  const door = await startDoor(baseURL ?? "");
  await page.goto(`${door.url}/monitors?search=${encodeURIComponent(name)}`);
  const row = rowOf(page, name);
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  await expect(row.getByText("Up", { exact: true })).toBeVisible();

  door.shut();
  await expect(page.getByRole("button", { name: "Reconnecting" })).toBeVisible();
  await expect(row).toBeVisible();
  target.becomes("down");
  door.open();
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(row.getByText("Down", { exact: true })).toBeVisible({ timeout: 60_000 });

  await deleteMonitor(page, id);
  await page.goto("about:blank");
  await door.close();
});
