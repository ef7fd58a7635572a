import { randomUUID } from "node:crypto";
import { request } from "playwright/test";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { chooseAction, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("a hook is made, its address is shown once, a deploy that calls it is seen, and it ends when it is deleted", async ({
  page,
  baseURL,
}) => {
  const name = uniqueName("Pipeline");
  await page.goto("/settings/hooks");
  const dialog = page.getByRole("dialog", { name: "Add hook" });
  await pressToOpen(page.getByRole("button", { name: "Add hook" }).first(), dialog);
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add hook" }).click();

  const shown = page.getByRole("dialog", { name: "The address to call" });
  const text = (await shown.textContent()) ?? "";
  const [path] = /\/api\/hooks\/[\w-]+/.exec(text) ?? [];
  expect(path).toBeDefined();
  await expectAccessible(page);
  await shown.getByRole("button", { name: "Done" }).click();

  const caller = await request.newContext({ baseURL });
  const deploy = { id: randomUUID(), name: "v42" };
  const answer = await caller.post(path ?? "", { data: deploy });
  expect(answer.ok(), await answer.text()).toBe(true);
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText(/last called/);
  await expect(page.getByText(path ?? "never")).toHaveCount(0);
  await expectAccessible(page);

  await chooseAction(page, name, "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete hook" }).click();
  await expect(page.getByText(`${name} is deleted`)).toBeVisible();
  expect((await caller.post(path ?? "", { data: deploy })).status()).toBe(404);
  await caller.dispose();
});
