import { existsSync } from "node:fs";
import { defineConfig } from "playwright/test";

const port = Number(process.env.UPTICK_E2E_PORT ?? 3210);
const baseURL = `http://localhost:${port}`;
const chromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const isRoot = process.getuid?.() === 0;
// The tests create the owner with it, as a user does with the token that the launcher prints.
process.env.UPTICK_SETUP_TOKEN ??= "e2e-setup-token-for-the-owner";
// The app asks them when somebody signs in: a story that needs one starts it there (fixtures/identity-provider.ts, mailbox.ts).
const identityPort = String(port + 10_000);
const mailPort = String(port + 20_000);
Object.assign(process.env, { UPTICK_E2E_IDENTITY_PORT: identityPort, UPTICK_E2E_MAIL_PORT: mailPort });

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: process.env.CI !== undefined,
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL,
    browserName: "chromium",
    trace: "retain-on-failure",
    video: "off",
    // A worker would answer before `page.route` does; the stories about it allow it.
    serviceWorkers: "block",
    launchOptions: {
      ...(existsSync(chromium) && { executablePath: chromium }),
      args: isRoot ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
      // What happens behind the pages, or is only done with a keyboard, is the same on a phone.
      testIgnore:
        /\/(alerts|errors|first-load|headers|hostile-text|live-stream|many-monitors|oauth|pseudo-locale)\.spec\.ts$/,
      // The owner exists once the first project has run.
      dependencies: ["desktop"],
    },
  ],
  webServer: {
    command: "node scripts/e2e-server.mjs",
    url: `${baseURL}/api/health/ready`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    env: {
      PORT: String(port),
      HOST: "127.0.0.1",
      NEXTAUTH_URL: baseURL,
      UPTICK_REGIONS: "local-1,local-2,local-3",
      UPTICK_SETUP_TOKEN: process.env.UPTICK_SETUP_TOKEN,
      OIDC_ISSUER: `http://localhost:${identityPort}`,
      OIDC_CLIENT_ID: "uptick-e2e",
      OIDC_CLIENT_SECRET: "secret of the e2e client",
      OIDC_NAME: "Acme ID",
      SMTP_URL: `smtp://127.0.0.1:${mailPort}?security=none`,
      MAIL_FROM: "uptick@example.com",
      DATABASE_URL: "",
      REDIS_URL: "",
      UPSTASH_REDIS_REST_URL: "",
      UPSTASH_REDIS_REST_TOKEN: "",
    },
  },
});
