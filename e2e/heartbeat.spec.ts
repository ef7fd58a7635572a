import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const SOON = { timeout: 30_000 };
const AGAIN = { maxRetries: 2 };

async function createHeartbeat(page: Page, name: string): Promise<string> {
  const { id } = await callProcedure<{ id: string }>(page, "monitor.create", {
    name,
    check: { kind: "heartbeat", timing: { type: "period", periodSec: 3_600 }, graceSec: 60, maxRunSec: null },
    intervalSec: 60,
    timeoutMs: 10_000,
    regions: [],
  });
  return id;
}

test("a job calls its address: up when it succeeds, down when it fails, and the ledger says why", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const name = uniqueName("Backup");
  const id = await createHeartbeat(page, name);
  await page.goto(`/monitors/${id}`);
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("Waiting for the first call. Nothing is missed before it.")).toBeVisible();

  const url = (await page.getByText(/\/api\/heartbeat\/[\w-]{22}$/).textContent()) ?? "";
  await expect(page.getByText(`${url}/start; /usr/local/bin/backup.sh`)).toBeVisible();
  await page.getByRole("radio", { name: "Kubernetes" }).click();
  await expect(page.getByText("kind: CronJob")).toBeVisible();
  await expectAccessible(page);

  expect((await page.request.post(`${url}/start`, AGAIN)).status()).toBe(200);
  expect(await (await page.request.get(url, AGAIN)).text()).toBe("OK\n");
  await expect(head.getByText("Up", { exact: true })).toBeVisible(SOON);
  const runs = page.getByRole("table", { name: "Runs" });
  await expect(runs.getByText("On time")).toBeVisible(SOON);

  const failed = await page.request.post(`${url}/3`, { ...AGAIN, data: "pg_dump: disk full" });
  expect(failed.status()).toBe(200);
  await expect(head.getByText("Down", { exact: true })).toBeVisible(SOON);
  await expect(head.getByText("The job reported a failure.")).toBeVisible();
  await expect(runs.getByText("pg_dump: disk full")).toBeVisible(SOON);
  await expect(runs.getByText("Exit code 3")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "New address" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make a new address" }).click();
  await expect(page.getByText(url, { exact: true })).toHaveCount(0, SOON);
  expect((await page.request.get(url, AGAIN)).status()).toBe(404);
  await deleteMonitor(page, id);
});
