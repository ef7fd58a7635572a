import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { addMonitor, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

test("a part of the chart is chosen by keys, lives in the address, and the back button takes it back", async ({
  page,
  target,
}) => {
  const name = uniqueName("Zoom");
  const id = await addMonitor(page, { name, url: target.url });
  await expect(page.getByText("OK, 200")).toHaveCount(3);
  const card = page.getByRole("region", { name: "Latency", exact: true });
  const start = card.getByRole("slider", { name: "Start of the part to zoom into" });
  await expect(async () => {
    await start.focus();
    await page.keyboard.press("PageUp");
    await expect(card.getByRole("button", { name: "Zoom in" })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=.*&to=/);
  await page.reload();
  await expect(card.getByRole("button", { name: "Zoom out" })).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/from=/);

  await card.getByRole("radio", { name: "Percentiles" }).click();
  await expect(page).toHaveURL(/chart=percentiles/);
  await card.getByRole("radio", { name: "Phases" }).click();
  await card.getByText("Values as a table").click();
  await expect(card.getByRole("columnheader", { name: "First byte" })).toBeVisible();
  await card.getByRole("radio", { name: "Week" }).click();
  await expect(card.getByRole("grid").or(card.getByText("No hour has been counted yet."))).toBeVisible();
  await expectAccessible(page);
  await deleteMonitor(page, id);
});

test("days are told by arrow keys, and checks and chart are saved as files", async ({ page, target }) => {
  const name = uniqueName("Days");
  const id = await addMonitor(page, { name, url: target.url });
  await expect(page.getByText("OK, 200")).toHaveCount(3);
  const uptime = page.getByRole("region", { name: "Uptime" });
  const bars = uptime.getByRole("slider", { name: "Day" });
  await expect(bars).toHaveAttribute("aria-valuenow", "90");
  await expect(async () => {
    await bars.focus();
    await page.keyboard.press("Home");
    await expect(bars).toHaveAttribute("aria-valuetext", /no data$/, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await page.keyboard.press("ArrowRight");
  await expect(bars).toHaveAttribute("aria-valuenow", "2");

  for (const [region, file, line] of [
    ["Checks", /-checks\.csv$/, /,first,ok,200,/],
    ["Latency", /-latency\.csv$/, /,all,/],
  ] as const) {
    const link = page.getByRole("region", { name: region, exact: true }).getByRole("link", { name: "CSV" });
    const answer = await page.request.get(String(await link.getAttribute("href")));
    expect(answer.headers()["content-disposition"]).toMatch(new RegExp(`${file.source.slice(0, -1)}"$`));
    expect(await answer.text()).toMatch(line);
  }
  await deleteMonitor(page, id);
});
