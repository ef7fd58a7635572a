import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { chooseAction, rowOf, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

const channelOf = (name: string) => ({
  kind: "webhook",
  name,
  config: { url: "http://127.0.0.1:9/hook" },
});

test("a monitor's rules are said in words, changed, and refused when they make a circle", async ({
  page,
  target,
  problems,
}) => {
  test.setTimeout(150_000);
  problems.expect(/status of 400/);
  const [shop, database] = [uniqueName("Shop"), uniqueName("Database")];
  const shopId = await createMonitor(page, { name: shop, url: target.url });
  const databaseId = await createMonitor(page, { name: database, url: target.url });
  const rules = { policy: null, severity: "normal", parentIds: [shopId], escalationPolicyId: null };
  await callProcedure(page, "monitor.setRules", { id: databaseId, rules });

  await page.goto(`/monitors/${shopId}`);
  const card = page.getByRole("region", { name: "Alert rules" });
  await expect(card).toContainText("Down when 2 of 3 regions fail twice in a row.");
  const dialog = page.getByRole("dialog", { name: "Alert rules" });
  await pressToOpen(card.getByRole("button", { name: "Change alert rules" }), dialog);
  await dialog.getByRole("switch", { name: "Rules of its own" }).click();
  await dialog.getByRole("combobox", { name: "Down when failing from" }).click();
  await page.getByRole("option", { name: "A number of regions" }).click();
  await dialog.getByLabel("Regions", { exact: true }).fill("5");
  await dialog.getByLabel("Failures in a row").fill("1");
  await expect(dialog).toContainText("Down when all 3 regions fail once.");
  await expect(dialog).toContainText("It asks for 5 regions, but 3 regions check it");
  await dialog.getByRole("button", { name: "Add limit" }).click();
  await dialog.getByLabel("Limit 1: amount").fill("800");
  await dialog.getByRole("switch", { name: "Critical" }).click();
  await dialog.getByRole("searchbox", { name: "Depends on: search" }).fill(database);
  await dialog.getByRole("checkbox", { name: database }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    `That would be a circle: ${shop} depends on ${database}, which depends on ${shop}.`,
  );
  await dialog.getByRole("checkbox", { name: database }).uncheck();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog).toBeHidden();
  await expect(card).toContainText("Down when all 3 regions fail once.");
  await expect(card).toContainText("Degraded when the whole check takes longer than 800 ms");
  await expect(card).toContainText("Critical: it is told during quiet hours, too.");
  await expectAccessible(page);

  await callProcedure(page, "monitor.delete", { id: databaseId });
  await callProcedure(page, "monitor.delete", { id: shopId });
});

test("tags are typed as chips, shown in the list and found by", async ({ page, target }) => {
  const name = uniqueName("Tagged");
  const tag = name.toLowerCase().replaceAll(" ", "-");
  await page.goto("/monitors");
  const dialog = page.getByRole("dialog", { name: "Add monitor" });
  await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), dialog);
  await dialog.getByLabel("URL").fill(target.url);
  await dialog.getByLabel("Name").fill(name);
  const field = dialog.getByRole("combobox", { name: "Tags" });
  await field.fill("Web");
  await field.press("Enter");
  await field.fill(tag);
  await field.press("Enter");
  await expect(dialog.getByRole("list", { name: "Tags chosen" }).getByRole("listitem")).toHaveText([
    "web",
    tag,
  ]);
  await field.press("Backspace");
  await expect(dialog.getByRole("button", { name: `Remove ${tag}` })).toHaveCount(0);
  await field.fill(tag);
  await dialog.getByRole("button", { name: "Add monitor" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.goto("/monitors");
  await pressToOpen(page.getByRole("button", { name: "Filter", exact: true }), page.getByRole("menu"));
  await page.getByRole("menuitemcheckbox", { name: `${tag} 1` }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`tag=${tag}`));
  await expect(rowOf(page, name)).toBeVisible();
  await expect(page.getByRole("button", { name: "All 1", exact: true })).toBeVisible();
  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
  await expectAccessible(page);
  const id = await rowOf(page, name).getByRole("link", { name }).getAttribute("href");
  await callProcedure(page, "monitor.delete", { id: id?.split("/").at(-1) });
});

test("an escalation is made of steps and turns, and what is in use is not deleted", async ({
  page,
  problems,
}) => {
  test.setTimeout(150_000);
  problems.expect(/status of 409/);
  const [first, second] = [uniqueName("Anna"), uniqueName("Ben")];
  const [rota, night] = [uniqueName("Rota"), uniqueName("Night")];
  for (const name of [first, second]) await callProcedure(page, "channel.create", channelOf(name));

  await page.goto("/alerts/on-call");
  const schedule = page.getByRole("dialog", { name: "Add on-call schedule" });
  await pressToOpen(page.getByRole("button", { name: "Add schedule" }).first(), schedule);
  await schedule.getByRole("button", { name: "Add schedule" }).click();
  await expect(schedule.getByText("Choose at least one channel.")).toBeVisible();
  await schedule.getByLabel("Name").fill(rota);
  for (const name of [first, second]) {
    await schedule.getByRole("combobox", { name: "Add a channel to the turns" }).click();
    await page.getByRole("option", { name }).click();
  }
  const turns = schedule.getByRole("region", { name: "Next turns" });
  await expect(turns.getByRole("listitem").nth(1)).toContainText(second);
  await expectAccessible(page);
  await schedule.getByRole("button", { name: "Add schedule" }).click();
  await expect(schedule).toBeHidden();
  await chooseAction(page, rota, "Add override");
  const override = page.getByRole("dialog", { name: "Add override" });
  await override.getByRole("combobox", { name: "On call instead" }).click();
  await page.getByRole("option", { name: second }).click();
  await override.getByRole("button", { name: "Add override" }).click();
  await expect(page.getByRole("list", { name: `Overrides of ${rota}` })).toContainText(second);
  await expectAccessible(page);

  await page.getByRole("navigation", { name: "Alerts" }).getByRole("link", { name: "Escalation" }).click();
  const policy = page.getByRole("dialog", { name: "Add escalation policy" });
  await pressToOpen(page.getByRole("button", { name: "Add policy" }).first(), policy);
  await policy.getByLabel("Name").fill(night);
  await policy.getByRole("button", { name: "Add policy" }).click();
  await expect(policy.getByText("A step tells at least one channel or schedule.")).toBeVisible();
  await policy.getByRole("group", { name: "Step 1" }).getByRole("checkbox", { name: first }).check();
  await policy.getByRole("button", { name: "Add step" }).click();
  await policy.getByRole("group", { name: "Step 2" }).getByRole("checkbox", { name: rota }).check();
  await expectAccessible(page);
  await policy.getByRole("button", { name: "Add policy" }).click();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: night }) });
  await expect(row).toContainText(`At once: ${first}.`);
  await expect(row).toContainText(`After 15 min: whoever is on call in ${rota}.`);
  await expectAccessible(page);

  await page.goto("/alerts/on-call");
  await chooseAction(page, rota, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete schedule" }).click();
  await expect(page.getByText(`${rota} is used by the escalation policy ${night}.`)).toBeVisible();

  await page.goto("/alerts/escalation");
  await chooseAction(page, night, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete policy" }).click();
  await expect(page.getByText(`${night} is deleted`)).toBeVisible();
  await page.goto("/alerts/on-call");
  await chooseAction(page, rota, "Delete…");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete schedule" }).click();
  await expect(page.getByText(`${rota} is deleted`)).toBeVisible();
});

test("the default rules are words first, and what cannot be is said at its field", async ({ page }) => {
  await page.goto("/alerts/rules");
  await expect(page.getByText(/Down when more than half of the regions fail twice in a row/)).toBeVisible();
  const failures = page.getByLabel("Failures in a row");
  await expect(async () => {
    await failures.fill("3");
    await expect(page.getByText(/fail 3 times in a row/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await failures.fill("0");
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(failures).toBeFocused();
  await expect(page.getByText("At least one.")).toBeVisible();
  await expectAccessible(page);
  await failures.fill("3");
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(page.getByText("The default rules are saved")).toBeVisible();
  await page.reload();
  await expect(failures).toHaveValue("3");
  await failures.fill("2");
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(page.getByText("The default rules are saved")).toBeVisible();
});

test("quiet hours are set on a channel and kept", async ({ page }) => {
  const name = uniqueName("Phone");
  const { id } = await callProcedure<{ id: string }>(page, "channel.create", channelOf(name));
  await page.goto("/alerts");
  await chooseAction(page, name, "Edit");
  const dialog = page.getByRole("dialog", { name: "Edit channel" });
  await dialog.getByRole("switch", { name: "Quiet hours" }).click();
  await dialog.getByLabel("Quiet from").fill("23:15");
  await dialog.getByRole("button", { name: "Sunday" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await chooseAction(page, name, "Edit");
  await expect(dialog.getByLabel("Quiet from")).toHaveValue("23:15");
  await expect(dialog.getByRole("button", { name: "Sunday" })).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("Escape");
  await callProcedure(page, "channel.delete", { id });
});
