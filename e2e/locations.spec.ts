import { spawn } from "node:child_process";
import type { Page } from "playwright/test";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

async function createLocation(page: Page, name: string) {
  const dialog = page.getByRole("dialog", { name: "New private location" });
  await pressToOpen(page.getByRole("button", { name: "New location" }), dialog);
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make location" }).click();
  return page.getByRole("dialog", { name: `Connect ${name}` });
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("main").getByRole("listitem").filter({ hasText: name }).first();

test("what is pasted starts an agent, which the screen sees; a new token ends it, and the location goes", async ({
  page,
}) => {
  const name = uniqueName("Cellar");
  await page.goto("/settings/locations");
  await proveOwner(page);
  await page.goto("/settings/locations");
  const connect = await createLocation(page, name);
  await expect(connect.getByText("Waiting for the first agent…")).toBeVisible();
  await connect.getByRole("radio", { name: "curl" }).click();
  await expectAccessible(page);
  const command = (await connect.locator("pre").textContent()) ?? "";

  const agent = spawn("sh", ["-c", command], { stdio: "ignore", detached: true });
  const ended = new Promise((done) => agent.once("exit", done));
  try {
    await expect(connect.getByText(/^Connected: /)).toBeVisible();
    await expect(connect.getByText(/^It can check: .*http/)).toBeVisible();
    await expectAccessible(page);
    await connect.getByRole("button", { name: "Done" }).click();
    const row = rowOf(page, name);
    await expect(row).toContainText("Healthy");
    await expect(row.getByRole("list", { name: "What can be checked from here" })).toContainText("http");
    await expectAccessible(page);

    await row.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "New token…" }).click();
    await page.getByRole("button", { name: "Make a new token" }).click();
    await expect(connect.getByLabel("Token", { exact: true })).toHaveValue(/^upr_/);
    await expect(connect.getByText("Waiting for the first agent…")).toHaveCount(0);
    await connect.getByRole("button", { name: "Done" }).click();
  } finally {
    if (agent.pid !== undefined && agent.exitCode === null) process.kill(-agent.pid, "SIGTERM");
    await ended;
  }

  const row = rowOf(page, name);
  await row.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Switch off" }).click();
  await expect(row).toContainText("Off");
  await row.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  const rename = page.getByRole("dialog", { name: `Rename ${name}` });
  await rename.getByLabel("Name").fill(`${name} II`);
  await rename.getByRole("button", { name: "Save" }).click();
  await expect(rename).toHaveCount(0);
  await rowOf(page, `${name} II`)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete location" }).click();
  await expect(page.getByRole("main").getByText(name)).toHaveCount(0);
});
