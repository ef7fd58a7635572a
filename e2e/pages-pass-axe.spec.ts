import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { addMonitor, deleteFromList, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test, visitorTest } from "./fixtures/test.ts";

const THEMES = ["light", "dark"] as const;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess).toBeLessThanOrEqual(0);
}

for (const theme of THEMES) {
  visitorTest(`the sign-in page is accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { name: "Sign in to Uptick" })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  test(`the list, the form, a monitor, the system and the alerts page are accessible, ${theme}`, async ({
    page,
    target,
    problems,
  }) => {
    problems.expect(/status of 404/);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const name = uniqueName("Axe");
    await addMonitor(page, { name, url: target.url });
    await expect(page.getByText("OK, 200").first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.goto("/monitors");
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await pressToOpen(page.getByRole("button", { name: "Add monitor" }).first(), page.getByRole("dialog"));
    await page.getByRole("button", { name: "Request and expectations" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add monitor" }).click();
    await expect(page.getByText("Give the monitor a name.")).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.goto("/system");
    await expect(page.getByRole("heading", { name: "Regions" })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.goto("/alerts");
    const channelDialog = page.getByRole("dialog", { name: "Add channel" });
    await pressToOpen(page.getByRole("button", { name: "Add channel" }).first(), channelDialog);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    problems.expect(/status of 400/);
    await channelDialog.getByRole("button", { name: "Webhook", exact: true }).click();
    await channelDialog.getByRole("button", { name: "Send test" }).click();
    await expect(channelDialog.getByRole("alert")).toContainText("Give the full URL");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.goto("/nowhere");
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
    await expectAccessible(page);
    await deleteFromList(page, name);
  });

  visitorTest(`the page behind a link in a message is accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto("/acknowledge/damaged");
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  test(`incidents are accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const title = uniqueName("Axe incident");
    const input = { title, severity: "critical", monitorIds: [], message: "", tellChannels: false };
    const { id } = await callProcedure<{ id: string }>(page, "incident.create", input);
    const markdown = "# One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```";
    await callProcedure(page, "incident.savePostMortem", { id, markdown, basedOn: "" });
    await page.goto(`/incidents/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const merge = page.getByRole("dialog", { name: /^Merge/ });
    await pressToOpen(page.getByRole("button", { name: "Merge…" }), merge);
    await expectAccessible(page);
    await callProcedure(page, "incident.resolve", { id });

    await page.goto("/incidents");
    await expect(page.getByRole("link", { name: title })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await pressToOpen(page.getByRole("button", { name: "Open incident" }), page.getByRole("dialog"));
    await page.getByRole("dialog").getByRole("button", { name: "Open incident" }).click();
    await expect(page.getByText("Say what is wrong.")).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
