import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { OWNER, setUp, setupToken, signIn } from "./fixtures/owner.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, visitorTest as test } from "./fixtures/test.ts";

/** The first test of all: later ones find the installation set up. */
test("the first visitor creates the owner with the token and is signed in", async ({
  page,
  problems,
}, info) => {
  test.skip(info.project.name !== "desktop", "An installation is set up once.");
  problems.expect(/status of 400/);
  await page.goto("/");
  await expect(page).toHaveURL(/\/setup$/);

  await expect(page.getByRole("button", { name: "Create account" })).toBeEnabled();
  await page.getByLabel("Setup token").fill(setupToken());
  await page.getByLabel("Name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Use 10 characters or more.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(OWNER.email);
  await expectAccessible(page);

  await setUp(page);
  await expect(page).toHaveURL(/\/welcome$/);
  await page.goto("/monitors");
  await expect(page.getByText("Watch your first address")).toBeVisible();
});

test("the set-up page works once", async ({ page }) => {
  await page.goto("/setup");
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("a wrong password is refused and the e-mail address stays", async ({ page, problems }) => {
  problems.expect(/status of 401/);
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is wrong" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(OWNER.email);
});

test("the owner signs in and out, and the session is over afterwards", async ({ page }) => {
  await signIn(page);
  await pressToOpen(page.getByRole("button", { name: "Account" }), page.getByRole("menu"));
  await expect(page.getByText(OWNER.email)).toBeVisible();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await page.goto("/monitors");
  await expect(page).toHaveURL(/\/sign-in$/);
});
