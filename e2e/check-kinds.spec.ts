import type { Locator, Page } from "playwright/test";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { deleteShown, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { startGreeter, startNameServer, startTlsTarget } from "./fixtures/socket-targets.ts";
import { expect, test } from "./fixtures/test.ts";

test("a pasted host and port become a TCP check, which is seen up and edited", async ({ page }) => {
  const greeter = await startGreeter("220 ready\r\n");
  const name = uniqueName("Port");
  const dialog = await openForm(page);
  await paste(dialog.getByLabel("URL"), `127.0.0.1:${greeter.port}`);
  await expect(dialog.getByText("Read as: TCP port.", { exact: false })).toBeVisible();
  await expect(dialog.getByLabel("Host")).toHaveValue("127.0.0.1");
  await expect(dialog.getByLabel("Port", { exact: true })).toHaveValue(String(greeter.port));
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue(`127.0.0.1:${greeter.port}`);
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("combobox", { name: "Check" }).click();
  await page.getByRole("option", { name: "Every 10 s" }).click();
  await dialog.getByLabel("Timeout in seconds").fill("5");
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Up", { exact: true }).first()).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText("TCP port", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit monitor" });
  await edit.getByRole("button", { name: /^Conversation/ }).click();
  await edit.getByRole("button", { name: "Wait for" }).click();
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(edit.getByText("Type what to wait for.")).toBeVisible();
  await edit.getByLabel("Text of step 1").fill("220 ready");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Changes saved")).toBeVisible();

  await page.goto(`/monitors?kind=tcp&search=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove filter TCP port" }).click();
  await page.goto(`/monitors?kind=dns&search=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  await page.goBack();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await deleteShown(page);
  greeter.close();
});

test("assertions are written in words, and each shows what it saw", async ({ page, target }) => {
  const dialog = await openForm(page);
  await dialog.getByLabel("URL").fill(target.url);
  await dialog.getByRole("button", { name: /^Assertions/ }).click();
  await dialog.getByRole("button", { name: "Add assertion" }).click();
  await dialog.getByLabel("What assertion 1 expects").fill("200");
  await dialog.getByRole("button", { name: "Add group" }).click();
  const group = dialog.getByRole("group", { name: "Group 2" });
  await choose(page, group.getByLabel("What assertion 1 looks at"), "Time");
  await choose(page, group.getByLabel("How assertion 1 compares"), "is less than");
  await dialog.getByRole("button", { name: "Test now" }).click();
  await expect(group.getByText("Give a number.")).toBeVisible();
  await group.getByLabel("What assertion 1 expects").fill("5000");
  await expectAccessible(page);

  await dialog.getByRole("button", { name: "Test now" }).click();
  const results = dialog.getByRole("region", { name: "Test" });
  await expect(results.getByRole("button", { name: /OK · 200/ })).toHaveCount(3);

  await choose(page, dialog.getByLabel("What assertion 1 looks at").first(), "Text");
  await choose(page, dialog.getByLabel("How assertion 1 compares").first(), "contains");
  await dialog.getByLabel("What assertion 1 expects").first().fill("no such text");
  await dialog.getByRole("button", { name: "Test now" }).click();
  await expect(results.getByRole("button", { name: /Assertion failed/ })).toHaveCount(3);
  await expect(results.getByText(/no such text.*saw/)).toBeVisible();
});

test("names and certificates are tried before they are saved, with what was seen", async ({ page }) => {
  const names = await startNameServer("192.0.2.7");
  const secure = await startTlsTarget("localhost");
  const dialog = await openForm(page);
  await chooseKind(page, dialog, "DNS");
  await dialog.getByLabel("Name to look up").fill("shop.example.com");
  await dialog.getByRole("button", { name: /^Resolver/ }).click();
  await choose(page, dialog.getByRole("combobox", { name: "Who is asked" }), "A server of your choice");
  await dialog.getByLabel("Server", { exact: true }).fill("127.0.0.1");
  await dialog.getByLabel("Port", { exact: true }).fill(String(names.port));
  await dialog.getByRole("button", { name: "Test now" }).click();
  const results = dialog.getByRole("region", { name: "Test" });
  await results.getByRole("button", { name: / OK/ }).first().click();
  await expect(results.getByText(/192\.0\.2\.7/).first()).toBeVisible();

  await chooseKind(page, dialog, "TLS certificate");
  await dialog.getByLabel("Host").fill("localhost");
  await dialog.getByLabel("Port", { exact: true }).fill(String(secure.port));
  await dialog.getByRole("button", { name: "Test now" }).click();
  await expect(results.getByRole("button", { name: /TLS failed/ })).toHaveCount(3);
  await expect(results.getByText(/^The certificate is not valid/).first()).toBeVisible();
  names.close();
  secure.close();
});

async function openForm(page: Page): Promise<Locator> {
  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await expect(dialog.getByLabel("URL")).toBeVisible();
  return dialog;
}

async function chooseKind(page: Page, dialog: Locator, kind: string): Promise<void> {
  await dialog.getByRole("button", { name: /^What to watch/ }).click();
  await page.getByRole("combobox", { name: "What to watch" }).fill(kind);
  await page.getByRole("option", { name: kind }).first().click();
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** As the keyboard does it, without the clipboard of the machine. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
