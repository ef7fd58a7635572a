import type { Browser, Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { type IdentityProvider, type Mischief, startIdentityProvider } from "./fixtures/identity-provider.ts";
import { type Mailbox, startMailbox } from "./fixtures/mailbox.ts";
import { OWNER, signIn } from "./fixtures/owner.ts";
import { forgetSession } from "./fixtures/person.ts";
import { expect, test as ownerTest, visitorTest } from "./fixtures/test.ts";

const test = visitorTest.extend<{ provider: IdentityProvider; mailbox: Mailbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  provider: async ({}, use) => {
    const provider = await startIdentityProvider();
    await use(provider);
    await provider.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  mailbox: async ({}, use) => {
    const mailbox = await startMailbox();
    await use(mailbox);
    await mailbox.close();
  },
});

function person(name: string, change: { email?: string; email_verified?: boolean } = {}) {
  const unique = `${name}-${Date.now().toString(36)}`;
  return { sub: unique, email: `${unique}@example.com`, email_verified: true, name, ...change };
}

async function continueWithProvider(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await pressProvider(page);
}

async function pressProvider(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Continue with Acme ID" });
  await expect(button).toBeEnabled();
  await button.click();
}

async function expectNobody(page: Page): Promise<void> {
  await page.goto("/monitors");
  await expect(page).toHaveURL(/\/sign-in/);
}

test("an owner links an identity after a look at it, signs in with it elsewhere, and unlinks it", async ({
  page,
  browser,
  baseURL,
  provider,
}) => {
  const ada = person("ada", { email_verified: false });
  provider.answer(ada);
  await signIn(page);
  await page.goto("/account/sign-in-methods");
  await page.getByRole("button", { name: "Link Acme ID" }).click();
  await expect(page.getByRole("heading", { name: "Link this identity?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Link it" }).click();
  await expect(page.getByRole("button", { name: `Unlink Acme ID ${ada.email}` })).toBeVisible();

  await inOtherBrowser(browser, baseURL, async (elsewhere) => {
    await continueWithProvider(elsewhere);
    await expect(elsewhere.getByRole("heading", { name: "Monitors" })).toBeVisible();
  });

  await page.getByRole("button", { name: `Unlink Acme ID ${ada.email}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unlink" }).click();
  await expect(page.getByRole("button", { name: "Link Acme ID" })).toBeVisible();
  await inOtherBrowser(browser, baseURL, async (elsewhere) => {
    await continueWithProvider(elsewhere);
    await expect(elsewhere.getByText("The provider has not verified your e-mail address")).toBeVisible();
  });
});

async function inOtherBrowser(
  browser: Browser,
  baseURL: string | undefined,
  story: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  await story(await context.newPage());
  await context.close();
}

test("what goes wrong at the provider opens no session and is said in plain words", async ({
  page,
  provider,
}) => {
  const cases: { mischief: Mischief; says: string; change?: { email?: string; email_verified?: boolean } }[] =
    [
      { mischief: "denied", says: "The sign-in was cancelled" },
      { mischief: "wrong state", says: "This sign-in cannot be matched to this browser" },
      { mischief: "expired code", says: "The provider’s answer came too late" },
      { mischief: "wrong nonce", says: "This sign-in cannot be matched to this browser" },
      { mischief: "other signature", says: "The provider’s answer could not be used" },
      {
        mischief: "none",
        says: "The provider has not verified your e-mail address",
        change: { email_verified: false },
      },
      { mischief: "none", says: "Your address already has an account here", change: { email: OWNER.email } },
      { mischief: "none", says: "There is no account for you yet" },
    ];
  await page.goto("/sign-in");
  // Each begins where the one before has ended, so that two in a row must not say the same.
  for (const { mischief, says, change } of cases) {
    provider.answer(person("mallory", change), mischief);
    await pressProvider(page);
    await expect(page.getByRole("alert").filter({ hasText: says })).toBeVisible();
    expect(page.url()).toMatch(/\/sign-in\?problem=[a-z_]+$/);
    expect(await page.content()).not.toMatch(/CANARY|mallory|code_verifier/);
  }
  await expectAccessible(page);
  await expectNobody(page);

  // The way back works once: its code, its state and its nonce are gone.
  await page.goto(provider.callbacks.at(-1) ?? "");
  await expect(page.getByText("This sign-in cannot be matched to this browser")).toBeVisible();
  await expectNobody(page);
});

test("a provider that does not answer is said to be out of reach", async ({ page }) => {
  await continueWithProvider(page);
  await expect(page.getByText("The provider does not answer")).toBeVisible();
});

ownerTest.describe("an invited person", () => {
  ownerTest(
    "gets an account from the provider, and later a password by mail",
    async ({ page, browser, baseURL }) => {
      const [provider, mailbox] = [await startIdentityProvider(), await startMailbox()];
      const bob = person("bob");
      provider.answer(bob);
      await page.goto("/monitors");
      await callProcedure(page, "invitation.create", { email: bob.email, role: "viewer", tags: [] });

      await inOtherBrowser(browser, baseURL, async (elsewhere) => {
        await continueWithProvider(elsewhere);
        await expect(elsewhere).not.toHaveURL(/sign-in|localhost:\d+\/authorize/);
        const reply = await elsewhere.request.get("/api/trpc/session.me");
        expect(await reply.text()).toContain(bob.email);
      });
      await inOtherBrowser(browser, baseURL, async (elsewhere) => {
        await choosePassword(elsewhere, mailbox, bob.email);
      });
      await provider.close();
      await mailbox.close();
    },
  );
});

async function choosePassword(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot it?" }).click();
  await expect(page.getByRole("button", { name: "Send the link" })).toBeEnabled();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Look into your mailbox")).toBeVisible();
  await expect.poll(() => mailbox.linkTo(email, "/reset-password/")).not.toBeNull();

  await page.goto(mailbox.linkTo(email, "/reset-password/") ?? "");
  await expectAccessible(page);
  await page.getByLabel("New password").fill("four plain words here");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("four plain words here");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

test("a link by mail survives the scanner in front of the mailbox, signs in once, and then no more", async ({
  page,
  mailbox,
}) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "E-mail me a link" })).toBeEnabled();
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByRole("button", { name: "E-mail me a link" }).click();
  await expect(page.getByText("Look into your mailbox")).toBeVisible();
  await expect.poll(() => mailbox.linkTo(OWNER.email, "/sign-in/link/")).not.toBeNull();
  const link = mailbox.linkTo(OWNER.email, "/sign-in/link/") ?? "";

  for (let n = 0; n < 3; n += 1) expect((await page.request.get(link)).ok()).toBe(true);
  await page.goto(link);
  await expect(page.getByText(OWNER.email)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in now" }).click();
  await expect(page.getByRole("heading", { name: "Monitors" })).toBeVisible();

  await forgetSession(page);
  await page.goto(link);
  await expect(page.getByText("This link is no longer good")).toBeVisible();
  await expectNobody(page);
});

test("no header of a request decides where a sign-in leads", async ({ page, baseURL }) => {
  const headers = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
    "x-original-host": "evil.example",
    "x-host": "evil.example",
  };
  for (const path of [
    "/api/auth/providers",
    "/api/auth/signin?callbackUrl=https://evil.example",
    "/sign-in?next=//evil.example",
    "/api/auth/error?error=Callback",
  ]) {
    const response = await page.request.get(path, { headers, maxRedirects: 0 });
    const location = response.headers().location ?? "";
    expect(new URL(location, baseURL).origin).toBe(baseURL);
    expect(await response.text()).not.toMatch(/https?:\/\/evil\.example/);
  }
});
