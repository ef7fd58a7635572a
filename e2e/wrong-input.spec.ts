import { deleteShown, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("wrong input is named at its field and nothing typed is lost", async ({ page, target }) => {
  const name = uniqueName("Typed");
  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByLabel("URL").fill("example");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Timeout in seconds").fill("61");
  await dialog.getByRole("button", { name: "Request and expectations" }).click();
  await dialog.getByLabel("Expected status").fill("200-299, fine");
  await dialog.getByRole("button", { name: "Add header" }).click();
  await dialog.getByLabel("Header 1 name").fill("X Key");
  await dialog.getByRole("button", { name: "Add monitor" }).click();

  await expect(dialog.getByText("Give a full URL such as https://example.com/health.")).toBeVisible();
  await expect(dialog.getByText("The longest timeout is 60 seconds.")).toBeVisible();
  await expect(dialog.getByText("“fine” is not a status. Write 204 or 200-299.")).toBeVisible();
  await expect(dialog.getByText("A header name has letters, digits and hyphens only.")).toBeVisible();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue(name);
  await expect(dialog.getByLabel("Expected status")).toHaveValue("200-299, fine");

  await page.keyboard.press("Escape");
  const guard = page.getByRole("alertdialog", { name: "Discard what you typed?" });
  await guard.getByRole("button", { name: "Keep editing" }).click();
  await expect(dialog.getByLabel("Header 1 name")).toHaveValue("X Key");

  await dialog.getByLabel("URL").fill(target.url);
  await dialog.getByLabel("Timeout in seconds").fill("5");
  await dialog.getByLabel("Expected status").fill("200-299, 503");
  await dialog.getByLabel("Header 1 name").fill("X-Key");
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await deleteShown(page);
});

test("a server that does not answer leaves the form as it was", async ({ page, problems, target }) => {
  problems.expect(/monitor\.create|ERR_FAILED/);
  const name = uniqueName("Kept");
  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByLabel("URL").fill(target.url);
  await dialog.getByLabel("Name").fill(name);
  await page.route("**/api/trpc/monitor.create*", (route) => route.abort("failed"));
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(
    dialog.getByText("The server did not answer. Check your connection and try again."),
  ).toBeVisible();
  await expect(dialog.getByLabel("URL")).toHaveValue(target.url);

  await page.unroute("**/api/trpc/monitor.create*");
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await deleteShown(page);
});
