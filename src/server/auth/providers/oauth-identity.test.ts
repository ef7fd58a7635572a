import { expect, test } from "vitest";
import { readGitHubProfile } from "./github-provider.ts";
import { providerUser } from "./oauth-identity.ts";

const claims = { subject: "42", email: " Ada@Example.com ", emailVerified: true, name: "Ada" };

test("an address is in lower case, and verified only when the provider says so outright", () => {
  expect(providerUser(claims)).toEqual({
    id: "42",
    email: "ada@example.com",
    emailVerified: true,
    name: "Ada",
  });
  for (const emailVerified of [false, undefined, null, 1, "yes", "false", {}]) {
    expect(providerUser({ ...claims, emailVerified }).emailVerified).toBe(false);
  }
});

test.each([undefined, null, "", "  ", {}, [], Number.NaN, 1.5, true])("%j is no subject", (subject) => {
  expect(providerUser({ ...claims, subject }).id).toBe("");
});

function github(emails: unknown, status = 200) {
  return async (url: string) => {
    const body = url.endsWith("/emails")
      ? emails
      : { id: 7, login: "ada", name: null, email: "public@x.example" };
    return Response.json(body, { status });
  };
}

test("of GitHub's addresses the primary one counts, not the one on the profile page", async () => {
  const emails = [
    { email: "old@example.com", primary: false, verified: true },
    { email: "ada@example.com", primary: true, verified: true },
  ];
  expect(await readGitHubProfile(github(emails), "token")).toEqual({
    id: 7,
    name: "ada",
    email: "ada@example.com",
    verified: true,
  });
});

test("a primary address that GitHub has not verified is not verified by another one that is", async () => {
  const emails = [
    { email: "ada@example.com", primary: true, verified: false },
    { email: "old@example.com", primary: false, verified: true },
  ];
  expect(await readGitHubProfile(github(emails), "token")).toMatchObject({ verified: false });
  expect(await readGitHubProfile(github([]), "token")).toMatchObject({ email: undefined, verified: false });
});

test("an answer of another shape, or an error, is no profile", async () => {
  await expect(readGitHubProfile(github({ message: "Bad credentials" }), "token")).rejects.toThrow();
  await expect(readGitHubProfile(github([], 401), "token")).rejects.toThrow("401");
});
