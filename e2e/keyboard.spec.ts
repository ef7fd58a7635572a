import { addMonitor, deleteFromList, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("menu and dialogs work by keyboard alone and give the focus back", async ({ page, target }) => {
  const name = uniqueName("Keys");
  await addMonitor(page, { name, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
  const trigger = page.getByRole("button", { name: `Actions for ${name}` });
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();

  await trigger.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(trigger).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toBeFocused();
  await page.keyboard.press("Enter");
  const confirm = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  await expect(confirm.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(confirm).toHaveCount(0);
  await expect(trigger).toBeFocused();

  const add = page.getByRole("button", { name: "Add monitor" });
  await add.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await expect(dialog.getByLabel("URL")).toBeFocused();
  await page.keyboard.type("https://example.com");
  await expect(dialog.getByLabel("Name")).toHaveValue("example.com");
  await page.keyboard.press("Escape");
  const guard = page.getByRole("alertdialog", { name: "Discard what you typed?" });
  await expect(guard.getByRole("button", { name: "Keep editing" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(add).toBeFocused();
  await deleteFromList(page, name);
});

test("the time range of a chart lives in the address and survives a reload", async ({ page, target }) => {
  const name = uniqueName("Range");
  await addMonitor(page, { name, url: target.url });
  await expect(page.getByText("OK, 200")).toHaveCount(3);
  await page.getByRole("radio", { name: "7 d" }).click();
  await expect(page).toHaveURL(/hours=168/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "7 d" })).toBeChecked();
  await expect(page.getByRole("table", { name: "Latency per region" })).toBeAttached();
  await deleteFromList(page, name);
});

const FORMS = [
  { path: "/incidents", button: "Open incident", dialog: "Open incident" },
  { path: "/maintenance", button: "Add maintenance", dialog: "Add maintenance" },
  { path: "/alerts", button: "Add channel", dialog: "Add channel" },
  { path: "/alerts/escalation", button: "Add policy", dialog: "Add escalation policy" },
  { path: "/alerts/on-call", button: "Add schedule", dialog: "Add on-call schedule" },
];
for (const form of FORMS) {
  test(`“${form.dialog}” opens by Enter, closes by Escape and gives the focus back`, async ({ page }) => {
    await page.goto(form.path);
    const opener = page.getByRole("main").getByRole("button", { name: form.button, exact: true }).first();
    const dialog = page.getByRole("dialog", { name: form.dialog });
    await expect(async () => {
      await opener.focus();
      await page.keyboard.press("Enter");
      await expect(dialog).toBeVisible({ timeout: 1_500 });
    }).toPass({ timeout: 20_000 });
    await expect(dialog.locator(":focus").or(dialog.and(page.locator(":focus")))).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  });
}

test("the navigation says where one is and leads everywhere, on a phone by a menu", async ({
  page,
}, info) => {
  await page.goto("/maintenance");
  const nav = page.getByRole("navigation", { name: "Main" });
  const isPhone = info.project.name === "phone";
  const present = isPhone
    ? nav.getByRole("button", { name: /^Maintenance/ })
    : nav.getByRole("link", { name: "Maintenance" });
  await expect(present).toBeVisible();
  for (const section of ["System", "Backtest", "Monitors"]) {
    if (isPhone) {
      const menu = page.getByRole("menu");
      await pressToOpen(nav.getByRole("button"), menu);
      await page.keyboard.press("Escape");
      await expect(nav.getByRole("button")).toBeFocused();
      await page.keyboard.press("Enter");
      await menu.getByRole("menuitem", { name: section }).click();
    } else {
      await nav.getByRole("link", { name: section }).click();
    }
    await expect(page.getByRole("heading", { level: 1, name: section })).toBeVisible();
  }
});
