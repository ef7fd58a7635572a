import { randomUUID } from "node:crypto";
import type { FrameLocator, Page } from "playwright/test";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { chooseAction, deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { proveOwner } from "./fixtures/owner.ts";
import { forgetSession, inviteColleague, signInAs } from "./fixtures/person.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

/** 1 × 1, red. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

test("an editor makes a page from monitors, orders it by keyboard, publishes it, and sees it at its address", async ({
  page,
  target,
  browser,
  baseURL,
  problems,
}) => {
  test.setTimeout(180_000);
  // Before it is published there is nothing at its address, for anybody else; and a text is no picture.
  problems.expect(/status of 40[04]/);
  const title = uniqueName("Acme Cloud");
  const tag = title.toLowerCase().replaceAll(" ", "-");
  const names = [uniqueName("Checkout"), uniqueName("Search")];
  const ids: string[] = [];
  for (const name of names) ids.push(await createMonitor(page, { name, url: target.url, tags: [tag] }));
  const [first = "", second = ""] = names;

  await page.goto("/status-pages");
  await page.getByRole("link", { name: "New status page" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New status page" })).toBeVisible();
  await pressToOpen(
    page.getByRole("button", { name: "Create status page" }),
    page.getByText("Give the page a title."),
  );
  await expectAccessible(page);
  await page.getByLabel("Title").fill(title);
  await expect(page.getByLabel("Address")).toHaveValue(tag);
  await page.getByRole("radio", { name: "By tag" }).check();
  await page.getByLabel("Tags", { exact: true }).fill(tag);
  await page.getByRole("button", { name: "Create status page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText("Draft", { exact: true })).toBeVisible();

  const rows = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.locator("[data-handle]") });
  await expect(rows).toHaveText([new RegExp(first), new RegExp(second)]);
  const preview = await scrollToPreview(page);
  await expect(preview.getByRole("heading", { level: 1 })).toContainText(title);
  await expectAccessible(page);

  const handle = page.getByRole("button", { name: `Move ${first}` });
  await handle.focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows).toHaveText([new RegExp(second), new RegExp(first)]);
  await expect(handle).toBeFocused();
  await expect(page.getByText(/^Place 2 of 2 in /)).toBeAttached();

  await page.getByRole("button", { name: first, exact: true }).click();
  await page.getByLabel("Public name").fill("Payments & checkout");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("Everything is saved.")).toBeAttached();
  await scrollToPreview(page);
  await expect(preview.getByText("Payments & checkout").first()).toBeVisible();

  await chooseAction(page, second, "Remove");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveText([new RegExp(second), /Payments & checkout/]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Everything is saved.")).toBeAttached();

  const visitor = await browser.newPage({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  for (const path of [`/status/${tag}`, `/status/${tag}/preview`]) {
    expect((await visitor.goto(path))?.status()).toBe(404);
  }
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published", { exact: true })).toBeVisible();
  // What visitors read is at most five seconds old.
  await expect(async () => {
    await visitor.goto(`/status/${tag}`);
    await expect(visitor.getByRole("heading", { level: 1 })).toContainText(title, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect(visitor.getByText("Payments & checkout").first()).toBeVisible();
  expect(await visitor.content()).not.toContain(first);
  await visitor.close();

  await changeLook(page, title);
  await changeAccess(page, tag);
  await refuseViewer(page, title);
  for (const id of ids) await deleteMonitor(page, id);
});

/** It is loaded once it is in sight: on a phone that is below everything else. */
async function scrollToPreview(page: Page): Promise<FrameLocator> {
  await page.getByRole("heading", { name: "Preview" }).scrollIntoViewIfNeeded();
  await page.locator("iframe").scrollIntoViewIfNeeded();
  return page.frameLocator("iframe");
}

async function changeLook(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: "Look", exact: true }).click();
  await page.getByRole("radio", { name: "Ember" }).check();
  await page.getByLabel("Accent colour", { exact: true }).fill("#ffe600");
  await expect(page.getByText(/^Light: contrast 1\.\d : 1 is too little to read/)).toBeVisible();
  await expect(page.getByText(/^Dark: contrast [\d.]+ : 1, shown as #ffe600/)).toBeVisible();
  await page.getByLabel("Your website").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Your website")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Accent colour", { exact: true })).toHaveValue("#ffe600");
  await page.getByLabel("Your website").fill("https://example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Changes saved").first()).toBeVisible();
  await page
    .getByLabel("Logo: choose a picture")
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: PNG });
  await expect(page.getByRole("img", { name: "Logo of the page" })).toBeVisible();
  const text = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  await page.getByLabel("Favicon: choose a picture").setInputFiles(text);
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function changeAccess(page: Page, slug: string): Promise<void> {
  await page.getByRole("link", { name: "Access", exact: true }).click();
  const who = page.getByRole("form", { name: "Who sees it" });
  await who.getByRole("radio", { name: "From some networks" }).check();
  await who.getByLabel("Networks", { exact: true }).fill("203.0.113.0/24\nthe office");
  await who.getByRole("button", { name: "Save" }).click();
  await expect(who.getByText(/^(the|office): Give an address or a range/)).toBeVisible();
  await expect(who.getByLabel("Networks", { exact: true })).toHaveValue("203.0.113.0/24\nthe office");
  await who.getByRole("radio", { name: "With a password" }).check();
  await who.getByLabel("Password for visitors", { exact: true }).fill("correct horse battery");
  await who.getByRole("button", { name: "Save" }).click();
  await expect(who.getByLabel("New password for visitors", { exact: true })).toHaveValue("");

  const domain = page.getByRole("form", { name: "Your own domain" });
  await domain.getByLabel("Domain", { exact: true }).fill(`status-${slug}.example.com`);
  await domain.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByText(/^Waiting for the TXT record/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the value of the TXT record" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the name of the CNAME record" })).toBeVisible();
  await expectAccessible(page);
  const posts = page.getByRole("form", { name: "Posts by themselves" });
  await posts.getByRole("radio", { name: "Nothing is written" }).check();
  await posts.getByRole("button", { name: "Save" }).click();
  await expect(posts.getByText("There are unsaved changes.")).toHaveCount(0);
}

/** Sees everything and no button that changes it. */
async function refuseViewer(page: Page, title: string): Promise<void> {
  const owner = await page.context().storageState();
  await proveOwner(page);
  const colleague = await inviteColleague(page, `viewer-${randomUUID()}@example.com`, "viewer");
  const url = page.url();
  await forgetSession(page);
  await signInAs(page, colleague);
  await page.goto(url.replace(/access$/, "content"));
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText(/^You can look at this page/)).toBeVisible();
  for (const name of ["Save", "Unpublish", "Add section", "Add monitors"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
  await page.getByRole("link", { name: "Access", exact: true }).click();
  await expect(page.getByRole("radio", { name: /^Everybody/ })).toBeDisabled();
  await forgetSession(page);
  await page.context().addCookies(owner.cookies);
  await page.goto(url);
  await chooseAction(page, title, "Delete…");
  const dialog = page.getByRole("dialog", { name: `Delete ${title}?` });
  await dialog.getByRole("button", { name: "Delete the page" }).click();
  await expect(dialog.getByText("This is not the title of the page.")).toBeVisible();
  await dialog.getByLabel(`Type ${title} to confirm`).fill(title);
  await dialog.getByRole("button", { name: "Delete the page" }).click();
  await expect(page.getByText(`${title} is deleted`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Status pages" })).toBeVisible();
}
