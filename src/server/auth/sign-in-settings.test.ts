import { expect, test } from "vitest";
import { EnvSchema, parseEnv } from "#env";
import { readSignInSettings } from "./sign-in-settings.ts";

const NEEDED = {
  DATABASE_URL: "postgresql://localhost/x",
  UPSTASH_REDIS_REST_URL: "http://localhost:1",
  UPSTASH_REDIS_REST_TOKEN: "t",
  NEXTAUTH_SECRET: "s".repeat(32),
};
function settings(change: Record<string, string>) {
  return readSignInSettings(parseEnv(EnvSchema, { ...NEEDED, ...change }));
}
const OIDC = { OIDC_ISSUER: "https://id.example/", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" };
const MAIL = { SMTP_URL: "smtp://mail.example", MAIL_FROM: "uptick@example.com" };

test("nothing set: passwords only, by invitation", () => {
  expect(settings({})).toEqual({
    providers: [],
    mailLinks: false,
    password: "everybody",
    signUp: "invited",
    warnings: [],
  });
});

test("each provider is on when it is complete", () => {
  const { providers, mailLinks, warnings } = settings({
    ...OIDC,
    ...MAIL,
    OIDC_NAME: "Acme ID",
    GITHUB_ID: "g",
    GITHUB_SECRET: "h",
    GOOGLE_CLIENT_ID: "i",
    GOOGLE_CLIENT_SECRET: "j",
  });
  expect(providers.map(({ id, name, issuer }) => [id, name, issuer])).toEqual([
    ["github", "GitHub", null],
    ["google", "Google", null],
    ["oidc", "Acme ID", "https://id.example"],
  ]);
  expect([mailLinks, warnings]).toEqual([true, []]);
});

test.each([
  { given: { GITHUB_ID: "g" }, says: "Signing in with GitHub is off: GITHUB_SECRET is not set." },
  { given: { GITHUB_SECRET: "h" }, says: "Signing in with GitHub is off: GITHUB_ID is not set." },
  { given: { GOOGLE_CLIENT_ID: "g" }, says: "GOOGLE_CLIENT_SECRET is not set." },
  {
    given: { OIDC_ISSUER: "https://id.example" },
    says: "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not set.",
  },
  { given: { SMTP_URL: "smtp://mail.example" }, says: "MAIL_FROM is not set." },
])("regression: a provider set by halves is off and never open (GHSA-8fpg): $says", ({ given, says }) => {
  const { providers, mailLinks, warnings } = settings(given as unknown as Record<string, string>);
  expect([providers, mailLinks]).toEqual([[], false]);
  expect(warnings.join(" ")).toContain(says);
});

test("passwords are switched off only while there is another way in", () => {
  const off = { UPTICK_PASSWORD_SIGN_IN: "0" };
  expect(settings({ ...off, ...OIDC }).password).toBe("rescue");
  expect(settings({ ...off, ...MAIL }).password).toBe("rescue");
  const alone = settings({ ...off, OIDC_ISSUER: "https://id.example" });
  expect(alone.password).toBe("everybody");
  expect(alone.warnings.join(" ")).toContain("UPTICK_PASSWORD_SIGN_IN=0 is ignored");
});
