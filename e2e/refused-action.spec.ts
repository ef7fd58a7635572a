import type { Route } from "playwright/test";
import { addMonitor, chooseAction, deleteMonitor, rowOf, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const REFUSAL = {
  error: {
    json: { message: "Something went wrong.", code: -32603, data: { code: "INTERNAL_SERVER_ERROR" } },
  },
};

test("an action that the server refuses is shown at once and taken back with the reason", async ({
  page,
  target,
  problems,
}) => {
  problems.expect(/status of 500/);
  const name = uniqueName("Refused");
  const id = await addMonitor(page, { name, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
  const row = rowOf(page, name);
  await expect(row.getByText("Up", { exact: true })).toBeVisible();

  const held: Route[] = [];
  await page.route("**/api/trpc/monitor.pause*", (route) => {
    held.push(route);
  });
  await chooseAction(page, name, "Pause");
  await expect(row.getByText("Paused", { exact: true })).toBeVisible();
  await expect.poll(() => held.length).toBe(1);
  await held[0]?.fulfill({ status: 500, json: [REFUSAL] });
  await expect(page.getByText(`${name} was not paused`)).toBeVisible();
  await expect(page.getByText("Something went wrong.")).toBeVisible();
  await expect(row.getByText("Up", { exact: true })).toBeVisible();
  await deleteMonitor(page, id);
});
