import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { deleteMonitor, rowOf, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test("a spreadsheet is read in the browser, shown as what will be made, brought in, and changes nothing the second time", async ({
  page,
  target,
}) => {
  const names = [uniqueName("Shop"), uniqueName("Search")];
  const lines = names.map((name) => `${name},${target.url},60`);
  const csv = ["name,url,interval", ...lines, ",not an address,60"].join("\n");

  const show = async () => {
    await page.goto("/settings/import");
    await expect(page.getByRole("heading", { level: 1, name: "Import" })).toBeVisible();
    const text = page.getByLabel("Or paste its text");
    const csvOption = page.getByRole("option", { name: "CSV" });
    await pressToOpen(page.getByRole("combobox", { name: "From" }), csvOption);
    await csvOption.click();
    await text.fill(csv);
    await page.getByRole("button", { name: "Read the text" }).click();
    await expect(page.getByText("What the file holds")).toBeVisible();
    await expect(page.getByText(/^2 monitors/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show what will be made" }).click();
    await expect(page.getByText("What will happen")).toBeVisible();
  };

  await show();
  await expect(page.getByText("2 new, 0 changed, 0 unchanged")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make 2 changes" }).click();
  await expect(page.getByText(/^2 done, 0 not done/)).toBeVisible();
  await expectAccessible(page);

  await show();
  await expect(page.getByText("Everything is there already and as in the file.")).toBeVisible();

  const ids: string[] = [];
  for (const name of names) {
    await page.goto(`/monitors?search=${encodeURIComponent(name)}`);
    const link = rowOf(page, name).getByRole("link", { name });
    ids.push((await link.getAttribute("href"))?.split("/").at(-1) ?? "");
  }
  for (const id of ids) await deleteMonitor(page, id);
});
