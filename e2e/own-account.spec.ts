import { readFile } from "node:fs/promises";
import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright/test";
import { plugInAuthenticator } from "./fixtures/authenticator.ts";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { startMailbox } from "./fixtures/mailbox.ts";
import { enterPassword, forgetSession, inviteColleague, signInAs } from "./fixtures/person.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

/** Another browser, in which nobody is signed in. */
function newBrowser(browser: Browser, baseURL = "") {
  return browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
}

/** A browser of their own, signed in at their account page. */
async function openAccount(
  browser: Browser,
  { ownerPage, baseURL }: { ownerPage: Page; baseURL: string | undefined },
) {
  const person = await inviteColleague(ownerPage);
  const context = await newBrowser(browser, baseURL);
  const page = await context.newPage();
  await signInAs(page, person);
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  return { page, person, context };
}

function section(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

test("a person gives a name, reads in German with a clock of 12 hours, and goes back", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, context } = await openAccount(browser, { ownerPage, baseURL });
  const profile = section(page, "Profile");
  await pressToOpen(
    profile.getByRole("textbox", { name: "Name" }),
    profile.getByRole("button", { name: "Save" }),
  );
  await profile.getByRole("textbox", { name: "Name" }).fill("Grace B. Hopper");
  await profile.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("radio", { name: "12 h" }).click();
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Konto", level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("radio", { name: "12 Std." })).toBeChecked();

  await page.getByRole("combobox", { name: "Sprache" }).click();
  await page.getByRole("option", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  await context.close();
});

test("a new address signs in once its mailbox has confirmed it", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  const mailbox = await startMailbox();
  const email = `new-${person.email}`;
  const dialog = page.getByRole("dialog");
  await pressToOpen(page.getByRole("button", { name: "Change e-mail…" }), dialog);
  await dialog.getByLabel("New e-mail address").fill(email);
  await dialog.getByRole("button", { name: "Send the link" }).click();
  await expect(
    dialog.getByText("Open the link in that mail within an hour.", { exact: false }),
  ).toBeVisible();

  await page.goto(mailbox.linkTo(email, "/confirm-email/") ?? "/");
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByText(`Your address is ${email} from now on.`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go on to Uptick" }).click();
  await forgetSession(page);
  await signInAs(page, { ...person, email });
  await Promise.all([mailbox.close(), context.close()]);
});

test("a new password signs the other browser out at its next click", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  const elsewhere = await newBrowser(browser, baseURL);
  const other = await elsewhere.newPage();
  await signInAs(other, person);
  await page.reload();
  await expect(section(page, "Devices").getByText("This device")).toBeVisible();
  await expect(section(page, "Devices").getByRole("button", { name: /^Sign out Chrome/ })).toHaveCount(1);

  const dialog = page.getByRole("dialog");
  await pressToOpen(page.getByRole("button", { name: "Change password…" }), dialog);
  await dialog.getByLabel("Current password", { exact: true }).fill(person.password);
  await dialog.getByLabel("New password", { exact: true }).fill("short");
  await dialog.getByRole("button", { name: "Save password" }).click();
  await expect(dialog.getByText("Use 10 characters or more.")).toBeVisible();
  await dialog.getByLabel("New password", { exact: true }).fill("a compiler from nineteen fifty two");
  await dialog.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText("One other device was signed out.")).toBeVisible();

  await other.goto("/monitors");
  await expect(other).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(section(page, "Devices").getByText("This device")).toBeVisible();
  await Promise.all([context.close(), elsewhere.close()]);
});

test("two-factor codes are set up with an app and recovery codes, and asked for at the next sign-in", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  const dialog = page.getByRole("dialog");
  await pressToOpen(page.getByRole("button", { name: "Set up…" }), dialog);
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectAccessible(page);
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByLabel("Code from the app").fill(codeOf(secret));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByRole("heading", { name: "Save your recovery codes" })).toBeVisible();
  const codes = await dialog.getByRole("listitem").allInnerTexts();
  expect(codes).toHaveLength(10);
  const download = page.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download" }).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain(codes[9]);
  await dialog.getByRole("button", { name: "I saved them" }).click();
  await expect(section(page, "Two-factor codes").getByText("10 are left.", { exact: false })).toBeVisible();

  await forgetSession(page);
  await enterPassword(page, person);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await expectAccessible(page);
  // The code of this step has switched it on: the next one is taken half a minute early.
  await page.getByLabel("Code from your authenticator app").fill(codeOf(secret, 30_000));
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("button", { name: "Account", exact: true })).toBeVisible();
  await context.close();
});

test("without the second factor there is no way in; a recovery code stands in for it once", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  const { secret } = await callProcedure<{ secret: string }>(page, "twoFactor.start", undefined);
  const { recoveryCodes } = await callProcedure<{ recoveryCodes: string[] }>(page, "twoFactor.confirm", {
    code: codeOf(secret),
  });

  await forgetSession(page);
  await enterPassword(page, person);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await page.goto("/monitors");
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/sign-in/second-factor");
  await page.getByLabel("Code from your authenticator app").fill("000000");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByText("This code is wrong or was used already.", { exact: false })).toBeVisible();
  await pressToOpen(
    page.getByRole("button", { name: "Use a recovery code" }),
    page.getByLabel("Recovery code"),
  );
  await page.getByLabel("Recovery code").fill(recoveryCodes[0] ?? "");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("button", { name: "Account", exact: true })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText("9 are left.", { exact: false })).toBeVisible();
  await context.close();
});

/** What an authenticator app shows now, or in a while. */
function codeOf(secret: string, aheadMs = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) });
  return totp.generate({ timestamp: Date.now() + aheadMs });
}

test("a passkey signs in alone, stands in as the second factor and can be removed", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  await plugInAuthenticator(page);
  const dialog = page.getByRole("dialog");
  await pressToOpen(page.getByRole("button", { name: "Add a passkey" }), dialog);
  await expect(dialog.getByRole("heading", { name: "Save your recovery codes" })).toBeVisible();
  await dialog.getByRole("button", { name: "I saved them" }).click();
  await expect(section(page, "Passkeys").getByText("not used yet")).toBeVisible();

  await forgetSession(page);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await expect(page.getByRole("button", { name: "Account", exact: true })).toBeVisible();

  await forgetSession(page);
  await enterPassword(page, person);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await expect(page.getByRole("button", { name: "Account", exact: true })).toBeVisible();

  await page.goto("/account");
  const passkeys = section(page, "Passkeys");
  await expect(passkeys.getByText("used", { exact: false }).first()).toBeVisible();
  const remove = page.getByRole("menuitem", { name: "Remove…" });
  await pressToOpen(passkeys.getByRole("button", { name: /^Actions for/ }), remove);
  await remove.click();
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await expect(passkeys.getByText("You have no passkey yet.", { exact: false })).toBeVisible();
  await context.close();
});

test("what is dangerous asks who sits here, then goes on; an account is exported and deleted", async ({
  page: ownerPage,
  browser,
  baseURL,
}) => {
  const { page, person, context } = await openAccount(browser, { ownerPage, baseURL });
  let refusals = 1;
  // As after a quarter of an hour: the server's own refusal, once.
  await page.route("**/api/trpc/account.export**", async (route) => {
    if (refusals === 0) return route.fallback();
    refusals -= 1;
    const error = {
      message: "Confirm that it is you, then try again.",
      code: -32_012,
      data: {
        code: "PRECONDITION_FAILED",
        httpStatus: 412,
        appCode: "proof_needed",
        zod: null,
        requestId: null,
      },
    };
    await route.fulfill({ status: 412, json: [{ error: { json: error } }] });
  });
  const dialog = page.getByRole("dialog");
  await pressToOpen(section(page, "Your data").getByRole("button", { name: "Download" }), dialog);
  await expect(dialog.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Your password", { exact: true }).fill("not it");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(dialog.getByText("This is not your password.")).toBeVisible();
  await dialog.getByLabel("Your password", { exact: true }).fill(person.password);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  const document = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(document.account).toMatchObject({ email: person.email, name: person.name });

  await page.getByRole("button", { name: "Delete account…" }).click();
  await dialog.getByLabel(`Type ${person.email} to go on`).fill(person.email);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "is wrong" })).toBeVisible();
  await context.close();
});
