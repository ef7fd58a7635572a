import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

const PASSWORD = "nanoseconds of copper wire";

test("the owner invites somebody, who makes an account, joins, and is given another role and removed", async ({
  page,
  browser,
  baseURL,
}) => {
  const [email, person] = [`grace-${randomUUID()}@example.com`, uniqueName("Grace")];
  await page.goto("/settings/members");
  await proveOwner(page);
  await expectAccessible(page);
  const dialog = page.getByRole("dialog", { name: "Invite people" });
  await pressToOpen(page.getByRole("button", { name: "Invite people" }), dialog);
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("radio", { name: "Editor" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  const handOver = page.getByRole("dialog", { name: "Hand this link over" });
  const link = new URL(await handOver.getByLabel("Invitation link").inputValue()).pathname;
  await handOver.getByRole("button", { name: "Done" }).click();
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.filter({ hasText: email })).toContainText("as Editor");

  const context = await browser.newContext({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: /^Join / })).toBeVisible();
  await expect(guest.getByText(email)).toBeVisible();
  await expectAccessible(guest);
  await expect(guest.getByRole("button", { name: "Create account and join" })).toBeEnabled();
  await guest.getByLabel("Name").fill(person);
  await guest.getByLabel("Password", { exact: true }).fill("password1234");
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest.getByText("This password is too common.")).toBeVisible();
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest.getByRole("button", { name: /^Workspace: / })).toBeVisible();

  await page.reload();
  const row = rows.filter({ hasText: person });
  await expect(row).toContainText("Editor");
  await pressToOpen(page.getByRole("button", { name: `Actions for ${person}` }), page.getByRole("menu"));
  await page.getByRole("menuitem", { name: "Change role…" }).click();
  await page.getByRole("radio", { name: "Viewer" }).check();
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(row).toContainText("Viewer");
  await guest.goto("/settings");
  await expect(guest.getByText("Looks at everything, changes nothing.")).toBeVisible();
  await expect(guest.getByRole("link", { name: "Members" })).toHaveCount(0);

  await pressToOpen(page.getByRole("button", { name: `Actions for ${person}` }), page.getByRole("menu"));
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
  await expect(row).toHaveCount(0);
  await guest.goto("/monitors");
  await expect(guest.getByRole("heading", { name: "Create a workspace" })).toBeVisible();
  await guest.getByRole("link", { name: "Account" }).click();
  await expect(guest.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  await expect(guest.getByText(email)).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await context.close();
});

test("a person makes a second workspace, changes between both, renames it, takes its data and deletes it", async ({
  page,
}) => {
  const [made, renamed] = [uniqueName("Team"), uniqueName("Renamed")];
  await page.goto("/new-workspace");
  await proveOwner(page);
  await expect(page.getByRole("button", { name: "Create workspace" })).toBeEnabled();
  await expectAccessible(page);
  const back = (await page.getByRole("link", { name: /^Back to/ }).textContent()) ?? "";
  const first = back.replace("Back to ", "");
  await page.getByRole("textbox", { name: "Name" }).fill(made);
  await page.getByRole("button", { name: "Create workspace" }).click();
  const switcher = (name: string) => page.getByRole("button", { name: `Workspace: ${name}` });
  for (const [from, to] of [
    [made, first],
    [first, made],
  ] as const) {
    await pressToOpen(switcher(from), page.getByRole("menu"));
    await page.getByRole("menuitemradio", { name: to }).click();
    await expect(switcher(to)).toBeVisible();
  }

  await page.goto("/settings");
  await expectAccessible(page);
  const save = page.getByRole("button", { name: "Save changes" });
  await expect(save).toBeDisabled();
  await expect(async () => {
    await page.getByRole("textbox", { name: "Name" }).fill(renamed);
    await expect(save).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await save.click();
  await expect(page.getByText("The workspace is saved")).toBeVisible();
  await expect(switcher(renamed)).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ type: "workspace", name: renamed });

  const dialog = page.getByRole("dialog", { name: `Delete ${renamed}?` });
  await pressToOpen(page.getByRole("button", { name: "Delete workspace…" }), dialog);
  await dialog.getByRole("textbox").fill(renamed);
  await dialog.getByRole("button", { name: "Delete workspace" }).click();
  await page.waitForURL(/\/(monitors|welcome)/);
  await expect(switcher(first)).toBeVisible();
});

test("an API key is shown once, works, and stops when revoked; the audit log says so, on screen and as a file", async ({
  page,
  playwright,
  baseURL,
}) => {
  const name = uniqueName("Grafana");
  await page.goto("/settings/api-keys");
  await proveOwner(page);
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await pressToOpen(page.getByRole("button", { name: "Create key" }), dialog);
  await dialog.getByLabel("Name").fill(name);
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
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("last used");
  await expect(row).not.toContainText(key);
  const confirm = page.getByRole("alertdialog");
  await pressToOpen(page.getByRole("button", { name: `Revoke ${name}` }), confirm);
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  expect((await ask()).status()).toBe(401);
  await program.dispose();

  await page.goto("/settings/audit-log");
  const entry = page.getByRole("button", { name: `API key revoked ${name}`, exact: false });
  const detail = page.getByRole("table", { name: "Changes" });
  await pressToOpen(entry, detail);
  await expect(detail).toContainText(name);
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "What" }).click();
  await page.getByRole("option", { name: "API key", exact: true }).click();
  await page.getByRole("searchbox").fill(name);
  const found = page.getByRole("button", { name: /API key (created|revoked)/ });
  await expect(found).toHaveCount(2);
  await expect(page).toHaveURL(/what=api_key\.&search=/);
  await page.reload();
  await expect(found).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /as CSV$/ }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv.match(/api_key\.\w+/g)).toEqual(["api_key.revoke", "api_key.create"]);
});
