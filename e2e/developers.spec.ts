import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test("whoever writes a program finds an endpoint, reads it, and calls it as the example says", async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto("/settings/api-keys");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();

  await page.getByRole("searchbox", { name: "Search the endpoints" }).fill("create monitor");
  const create = page.getByRole("button", { name: /POST \/monitors/ });
  await expect(page.getByRole("button", { name: /^(GET|POST|PUT|PATCH|DELETE) \// })).toHaveCount(1);
  await create.focus();
  await page.keyboard.press("Enter");
  await expect(create).toHaveAttribute("aria-expanded", "true");
  const about = page.getByRole("region", { name: "About: Create a monitor" });
  await expect(about.getByText("monitors:write", { exact: true })).toBeVisible();
  await expect(about.getByText("intervalSec", { exact: true }).first()).toBeVisible();
  await about.getByText("In check").click();
  await about.getByText("In heartbeat", { exact: true }).click();
  await expect(about.getByText("graceSec", { exact: true })).toBeVisible();
  await expect(about.getByRole("region", { name: "The call" })).toContainText("curl -fsS -X POST");
  await about.getByRole("radio", { name: "JavaScript" }).click();
  await expect(about.getByRole("region", { name: "The call" })).toContainText("await fetch(");
  // Half under the bar that stays on top, the search box would be a small target.
  await page.evaluate(() => window.scrollTo(0, 0));
  await expectAccessible(page);

  const answer = await request.get(`${baseURL}/api/v1/openapi.json`);
  expect(answer.ok()).toBe(true);
  expect((await answer.json()).openapi).toBe("3.1.0");
});

test("an address leads to an endpoint, and the type of a problem to what it means", async ({ page }) => {
  await page.goto("/developers#monitors-explain");
  const explain = page.getByRole("button", { name: /GET \/monitors\/\{id\}\/explanation/ });
  await expect(explain).toHaveAttribute("aria-expanded", "true");
  await expect(explain).toBeInViewport();
  await expect(page.getByRole("region", { name: "About: Explain a monitor's verdict" })).toContainText(
    "What each region saw last",
  );
  await page.goto("/developers#problem-key_reused");
  await expect(page.getByText("This Idempotency-Key belongs to another request")).toBeInViewport();
});

test("nothing stands out of a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/developers#statusPages-createPost");
  await expect(page.getByRole("region", { name: "The call" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("the palette leads there", async ({ page }) => {
  await page.goto("/monitors");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(async () => {
    if (!(await palette.isVisible())) await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused({ timeout: 1_500 });
  }).toPass();
  await palette.getByRole("combobox").fill("openapi");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
});
