import { type Page, request } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { addMonitor, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { test as base, expect } from "./fixtures/test.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./fixtures/webhook-receiver.ts";

const CYCLES = { timeout: 60_000 };

const test = base.extend<{ receiver: WebhookReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  receiver: async ({}, use) => {
    const receiver = await startWebhookReceiver();
    await use(receiver);
    await receiver.close();
  },
});

async function openByHand(page: Page, title: string): Promise<void> {
  await page.goto("/incidents");
  const dialog = page.getByRole("dialog", { name: "Open incident" });
  await pressToOpen(page.getByRole("button", { name: "Open incident" }), dialog);
  await dialog.getByLabel("What is wrong").fill(title);
  await dialog.getByRole("button", { name: "Open incident" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function resolve(page: Page): Promise<void> {
  const question = page.getByRole("alertdialog");
  await pressToOpen(page.getByRole("button", { name: "Resolve…" }), question);
  await question.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("The incident is resolved")).toBeVisible();
}

test("an outage is an incident with evidence; the link in its message acknowledges it, once", async ({
  page,
  target,
  receiver,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const name = uniqueName("Shop");
  const channel = await callProcedure<{ id: string }>(page, "channel.create", {
    kind: "webhook",
    name: uniqueName("Ops"),
    config: { url: receiver.url },
  });
  const monitorId = await addMonitor(page, { name, url: target.url });
  const monitorUrl = page.url();
  await callProcedure(page, "monitor.setChannels", { id: monitorId, channelIds: [channel.id] });
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);

  target.becomes("down");
  await expect.poll(() => receiver.events(), CYCLES).toContain("monitor.down");
  const link = String(receiver.newest("monitor.down")?.acknowledgeUrl);
  expect(link).toContain("/acknowledge/");

  // Mail scanners and previews look at a link before anybody presses it.
  const scanner = await request.newContext({ baseURL: baseURL ?? "" });
  for (let looks = 0; looks < 100; looks += 1) {
    const response = looks % 2 === 0 ? await scanner.get(link) : await scanner.head(link);
    expect(response.status()).toBe(200);
    expect(response.headers()["referrer-policy"]).toBe("no-referrer");
    expect(response.headers()["x-robots-tag"]).toContain("noindex");
    expect(response.headers()["cache-control"]).toContain("no-store");
  }
  const foreign = await scanner.post(`${link}/confirm`, {
    headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  });
  expect(foreign.status()).toBe(403);
  await scanner.dispose();

  await page.goto(monitorUrl);
  await page.getByRole("link", { name: /^Incident since/ }).click();
  // Both pages have the monitor's name for a title.
  await expect(page).toHaveURL(/\/incidents\//, CYCLES);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(head.getByText("Open", { exact: true })).toBeVisible();
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence.getByText("out of order").first()).toBeVisible();
  await expect(evidence.getByText(/Wrong status, 503/).first()).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Who was told" }).getByText("Delivered").first(),
  ).toBeVisible();

  const stranger = await page.context().browser()?.newContext({ javaScriptEnabled: false });
  if (!stranger) throw new Error("There is no browser to open another window in.");
  const other = await stranger.newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "Acknowledge this incident?" })).toBeVisible();
  await expect(other.getByText(name)).toBeVisible();
  await other.getByRole("button", { name: "Acknowledge" }).click();
  await expect(other.getByRole("heading", { name: "Acknowledged", exact: true })).toBeVisible();
  await other.goto(link);
  await expect(other.getByText("It has been used and works no more.")).toBeVisible();
  await other.goto(`${link.slice(0, -4)}AAAA`);
  await expect(other.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await stranger.close();

  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByText("Acknowledged by the link in a message.", { exact: false })).toBeVisible();
  await expect(head.getByText(/Acknowledged by Ops .* \(link\)/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Acknowledge" })).toHaveCount(0);

  await page.getByLabel("Comment", { exact: true }).fill("The disk is full.");
  await page.getByRole("button", { name: "Add comment" }).click();
  await expect(timeline.getByText("The disk is full.")).toBeVisible();
  await resolve(page);
  await expect(head.getByText("Resolved", { exact: true })).toBeVisible();
  await expect.poll(() => receiver.events(), CYCLES).toEqual(["monitor.down", "monitor.up"]);

  target.becomes("up");
  await callProcedure(page, "channel.delete", { id: channel.id });
  await deleteMonitor(page, monitorId);
});

test("an incident by hand is assigned, gets a post-mortem, and takes another one in", async ({ page }) => {
  const whole = uniqueName("Payments");
  const part = uniqueName("Refunds");
  await openByHand(page, whole);
  const nav = page.getByRole("navigation", { name: "Main" });
  await expect(nav.getByRole("link", { name: /\d open/ }).filter({ visible: true })).toBeVisible();

  await pressToOpen(page.getByRole("button", { name: "Assign" }), page.getByRole("menu"));
  await page.getByRole("menuitemradio", { name: "Ada Lovelace" }).click();
  await expect(page.getByText("Assigned to Ada Lovelace")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Assigned to ada@example\.com/ })).toBeVisible();

  await page.getByRole("button", { name: "Draft from the timeline" }).click();
  const editor = page.getByRole("textbox", { name: "Post-mortem" });
  await expect(editor).toHaveValue(/## Timeline/);
  await editor.fill(
    "# Why\n\n- **One** cause\n\n<script>document.title = 'owned'</script>\n\n[bad](javascript:alert(1))",
  );
  await page.getByRole("radio", { name: "Preview" }).click();
  await expect(page.getByText("<script>document.title = 'owned'</script>")).toBeVisible();
  await page.getByRole("button", { name: "Save post-mortem" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Why" })).toBeVisible();
  await expect(page.getByRole("link", { name: "bad" })).toHaveCount(0);
  await expect(page).toHaveTitle(new RegExp(whole));

  await openByHand(page, part);
  const dialog = page.getByRole("dialog", { name: /^Merge/ });
  await pressToOpen(page.getByRole("button", { name: "Merge…" }), dialog);
  await dialog.getByRole("radio", { name: new RegExp(whole) }).check();
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByText("The incidents are merged")).toBeVisible();
  await page.getByRole("link", { name: whole }).click();
  await expect(page.getByText(`“${part}” was merged into this one.`)).toBeVisible();
  await resolve(page);

  await page.goto("/incidents?state=resolved");
  await expect(page.getByRole("link", { name: whole })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search incidents" }).fill(part);
  await expect(page.getByRole("link", { name: whole })).toHaveCount(0);
  await expect(page.getByRole("link", { name: part })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`search=${part.split(" ")[0]}`));
});
