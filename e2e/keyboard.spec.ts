import { addMonitor, deleteFromList, uniqueName } from "./fixtures/monitors.ts";
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
