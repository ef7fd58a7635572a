import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

const PASSWORD = "nanoseconds of copper wire";

/** Every story in a workspace of its own, so that others do not see its people. */
async function createWorkspace(page: Page): Promise<string> {
  const name = uniqueName("Team");
  await page.goto("/new-workspace");
  await expect(page.getByRole("button", { name: "Create workspace" })).toBeEnabled();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("button", { name: `Workspace: ${name}` })).toBeVisible();
  return name;
}

async function deleteWorkspace(page: Page, name: string): Promise<void> {
  await page.goto("/settings");
  const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
  await pressToOpen(page.getByRole("button", { name: "Delete workspace…" }), dialog);
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Delete workspace" }).click();
  await page.waitForURL(/\/(monitors|welcome)/);
  await expect(page.getByRole("button", { name: `Workspace: ${name}` })).toHaveCount(0);
}

test("the owner invites somebody, who makes an account, joins, and is given another role and removed", async ({
  page,
  browser,
  baseURL,
}) => {
  const workspace = await createWorkspace(page);
  const email = `grace-${randomUUID()}@example.com`;
  await page.goto("/settings/members");
  await expectAccessible(page);
  const dialog = page.getByRole("dialog", { name: "Invite people" });
  await pressToOpen(page.getByRole("button", { name: "Invite people" }), dialog);
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("radio", { name: "Editor" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  const handOver = page.getByRole("dialog", { name: "Hand this link over" });
  const link = await handOver.getByLabel("Invitation link").inputValue();
  await handOver.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: email })).toContainText(
    "as Editor",
  );

  const context = await browser.newContext({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  const guest = await context.newPage();
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByRole("heading", { name: `Join ${workspace}` })).toBeVisible();
  await expect(guest.getByText(email)).toBeVisible();
  await expectAccessible(guest);
  await expect(guest.getByRole("button", { name: "Create account and join" })).toBeEnabled();
  await guest.getByLabel("Name").fill("Grace Hopper");
  await guest.getByLabel("Password", { exact: true }).fill("password1234");
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest.getByText("This password is too common.")).toBeVisible();
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest.getByRole("button", { name: `Workspace: ${workspace}` })).toBeVisible();

  await page.reload();
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Grace Hopper" });
  await expect(row).toContainText("Editor");
  await pressToOpen(page.getByRole("button", { name: "Actions for Grace Hopper" }), page.getByRole("menu"));
  await page.getByRole("menuitem", { name: "Change role…" }).click();
  await page.getByRole("radio", { name: "Viewer" }).check();
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(row).toContainText("Viewer");
  await guest.goto("/settings");
  await expect(guest.getByText("Looks at everything, changes nothing.")).toBeVisible();
  await expect(guest.getByRole("link", { name: "Members" })).toHaveCount(0);

  await pressToOpen(page.getByRole("button", { name: "Actions for Grace Hopper" }), page.getByRole("menu"));
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
  await expect(row).toHaveCount(0);
  await guest.goto("/monitors");
  await expect(guest.getByRole("heading", { name: "Create a workspace" })).toBeVisible();
  await expectAccessible(guest);
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await context.close();
  await deleteWorkspace(page, workspace);
});

test("a person has several workspaces, changes between them, renames one and deletes it", async ({
  page,
}) => {
  const first = await createWorkspace(page);
  const second = await createWorkspace(page);
  await pressToOpen(page.getByRole("button", { name: `Workspace: ${second}` }), page.getByRole("menu"));
  await page.getByRole("menuitemradio", { name: first }).click();
  await expect(page.getByRole("button", { name: `Workspace: ${first}` })).toBeVisible();

  await page.goto("/settings");
  await expectAccessible(page);
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(page.getByRole("button", { name: "Save changes" })).toBeDisabled();
  await expect(async () => {
    await name.fill(`${first} renamed`);
    await expect(page.getByRole("button", { name: "Save changes" })).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The workspace is saved")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: `Workspace: ${first} renamed` })).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ type: "workspace", name: `${first} renamed` });

  await deleteWorkspace(page, `${first} renamed`);
  await page.goto("/new-workspace");
  await pressToOpen(
    page.getByRole("link", { name: /^Back to/ }),
    page.getByRole("heading", { name: "Monitors" }),
  );
  await pressToOpen(page.getByRole("button", { name: /^Workspace: / }), page.getByRole("menu"));
  await page.getByRole("menuitemradio", { name: second }).click();
  await expect(page.getByRole("button", { name: `Workspace: ${second}` })).toBeVisible();
  await deleteWorkspace(page, second);
});

test("an API key is shown once, works, and stops when revoked; the audit log says so, on screen and as a file", async ({
  page,
  playwright,
  baseURL,
}) => {
  const workspace = await createWorkspace(page);
  await page.goto("/settings/api-keys");
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await pressToOpen(page.getByRole("button", { name: "Create key" }), dialog);
  await dialog.getByLabel("Name").fill("Grafana");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("dialog", { name: "Copy the key now" });
  const key = await shown.getByLabel("API key").inputValue();
  await expectAccessible(page);
  await shown.getByRole("button", { name: "I have copied it" }).click();

  const program = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
    storageState: { cookies: [], origins: [] },
  });
  const ask = () => program.get("/api/trpc/channel.list");
  expect((await ask()).status()).toBe(200);
  await page.reload();
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Grafana" });
  await expect(row).toContainText("last used");
  await expect(row).not.toContainText(key);
  const confirm = page.getByRole("alertdialog");
  await pressToOpen(page.getByRole("button", { name: "Revoke Grafana" }), confirm);
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  expect((await ask()).status()).toBe(401);
  await program.dispose();

  await page.goto("/settings/audit-log");
  const entry = page.getByRole("button", { name: /API key revoked/ });
  const detail = page.getByRole("table", { name: "Changes" });
  await pressToOpen(entry, detail);
  await expect(detail).toContainText("Grafana");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "What" }).click();
  await page.getByRole("option", { name: "Workspace", exact: true }).click();
  await expect(entry).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Workspace created/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /as CSV$/ }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain("workspace.create");
  expect(csv).not.toContain("api_key.revoke");
  await deleteWorkspace(page, workspace);
});
