import { addMonitor, deleteFromList, rowOf, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

test.skip(process.env.SCREENS !== "1", "Pictures for the documentation are taken on demand: SCREENS=1.");

for (const theme of ["light", "dark"] as const) {
  test(`every screen is pictured, ${theme}`, async ({ page, target }) => {
    test.setTimeout(180_000);
    const width = page.viewportSize()?.width ?? 0;
    const picture = (name: string) => page.screenshot({ path: `docs/screens/${name}-${theme}-${width}.png` });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const names = ["Checkout API", "Docs", "Sign-in"].map(uniqueName);
    for (const name of names) await addMonitor(page, { name, url: target.url });
    await expect(page.getByText("OK, 200")).toHaveCount(3);
    await expect(page.getByRole("button", { name: /OK 200/ })).toHaveCount(9, { timeout: 90_000 });
    await picture("monitor");

    await page.goto("/monitors");
    for (const name of names) await expect(rowOf(page, name).getByText("Up", { exact: true })).toBeVisible();
    await picture("monitors");

    await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), page.getByRole("dialog"));
    await page.getByRole("dialog").getByLabel("URL").fill("https://example.com/health");
    await picture("add-monitor");

    await page.goto("/system");
    await expect(page.getByText("Healthy")).toHaveCount(3);
    await picture("system");
    for (const name of names) await deleteFromList(page, name);
  });
}
