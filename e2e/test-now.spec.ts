import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { deleteShown, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("a check is tried from every region before it is saved, and what fails is said with what was seen", async ({
  page,
  target,
}) => {
  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByRole("radio", { name: "Keyword" }).click();
  await dialog.getByLabel("URL").fill(target.url);
  await dialog.getByRole("button", { name: "Test now" }).click();
  await expect(dialog.getByText("Type the text to look for.")).toBeVisible();
  await dialog.getByLabel("Keyword", { exact: true }).fill("ready");

  await dialog.getByRole("button", { name: "Test now" }).click();
  const results = dialog.getByRole("region", { name: "Test" });
  await expect(results.getByText("3 of 3 answered")).toBeVisible();
  await expect(results.getByRole("button", { name: /OK · 200/ })).toHaveCount(3);

  target.becomes("down");
  await dialog.getByLabel("Timeout in seconds").fill("4");
  await expect(results.getByText("You have changed the settings since.", { exact: false })).toBeVisible();
  await dialog.getByRole("button", { name: "Test now" }).click();
  await expect(results.getByRole("button", { name: /Wrong status · 503/ })).toHaveCount(3);
  await expect(results.getByText("Status 503, expected 200-299.")).toBeVisible();
  await expect(results.getByText("out of order")).toBeVisible();
  await expect(results.getByText("“ready” was not looked for", { exact: false })).toBeVisible();

  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
  await expect(dialog.getByLabel("URL")).toHaveValue(target.url);
});

test("what a site answers is shown as text and never runs", async ({ page }) => {
  const evil = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html", "x-evil": evil });
    response.end(evil);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByLabel("URL").fill(`http://127.0.0.1:${port}/`);
  await dialog.getByRole("button", { name: "Test now" }).click();
  await dialog
    .getByRole("button", { name: /OK · 200/ })
    .first()
    .click();
  await expect(dialog.getByText(evil, { exact: true })).toBeVisible();
  expect(await page.title()).not.toBe("run");
  server.closeAllConnections();
  server.close();
});

test("a copy starts with everything of its monitor, and ⌘↵ saves it", async ({ page, target }) => {
  const name = uniqueName("Copied");
  await page.goto("/monitors");
  const id = await createMonitor(page, { name, url: target.url });
  await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
  await pressToOpen(page.getByRole("button", { name: `Actions for ${name}` }), page.getByRole("menu"));
  await page.getByRole("menuitem", { name: "Duplicate…" }).click();
  const dialog = page.getByRole("dialog", { name: "Duplicate monitor" });
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue(`${name} (copy)`);
  await expect(dialog.getByText("Checked every 10 s from 3 regions.", { exact: false })).toBeVisible();
  await dialog.getByLabel("URL").press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: `${name} (copy)` })).toBeVisible();
  expect(page.url()).not.toContain(id);
  await deleteShown(page);
  await callProcedure(page, "monitor.delete", { id });
});
