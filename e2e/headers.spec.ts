import type { APIResponse } from "playwright/test";
import { expect, test, visitorTest } from "./fixtures/test.ts";

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

// They are the same for every screen.
for (const each of [test, visitorTest]) {
  each.beforeEach(({ isMobile }) => {
    each.skip(isMobile, "Answers do not depend on the size of a screen.");
  });
}

type Kind = {
  name: string;
  path: string;
  status: number;
  kind: "document" | "data" | "worker";
  /** Nobody but the one who asked may keep it. */
  isPrivate: boolean;
  signedIn: boolean;
};

const CLASSES: Kind[] = [
  { name: "a screen", path: "/monitors", status: 200, kind: "document", isPrivate: true, signedIn: true },
  { name: "sign-in", path: "/sign-in", status: 200, kind: "document", isPrivate: true, signedIn: false },
  { name: "a redirect", path: "/monitors", status: 307, kind: "document", isPrivate: true, signedIn: false },
  { name: "nothing", path: "/no/such", status: 404, kind: "document", isPrivate: true, signedIn: false },
  { name: "no such file", path: "/x.png", status: 404, kind: "document", isPrivate: true, signedIn: false },
  {
    name: "an answer",
    path: "/api/trpc/session.me",
    status: 200,
    kind: "data",
    isPrivate: true,
    signedIn: true,
  },
  {
    name: "a refusal",
    path: "/api/trpc/session.me",
    status: 401,
    kind: "data",
    isPrivate: true,
    signedIn: false,
  },
  {
    name: "no procedure",
    path: "/api/trpc/no.such",
    status: 404,
    kind: "data",
    isPrivate: true,
    signedIn: true,
  },
  { name: "no route", path: "/api/no-such", status: 404, kind: "data", isPrivate: true, signedIn: true },
  {
    name: "the session",
    path: "/api/auth/session",
    status: 200,
    kind: "data",
    isPrivate: true,
    signedIn: true,
  },
  { name: "health", path: "/api/health/ready", status: 200, kind: "data", isPrivate: false, signedIn: false },
  {
    name: "the manifest",
    path: "/manifest.webmanifest",
    status: 200,
    kind: "data",
    isPrivate: false,
    signedIn: false,
  },
  {
    name: "an icon",
    path: "/icons/icon-192.png",
    status: 200,
    kind: "data",
    isPrivate: false,
    signedIn: false,
  },
  {
    name: "the worker",
    path: "/push-worker.js",
    status: 200,
    kind: "worker",
    isPrivate: false,
    signedIn: false,
  },
  {
    name: "a broken address",
    path: "/%E0%A4%A",
    status: 404,
    kind: "document",
    isPrivate: false,
    signedIn: false,
  },
];

for (const { name, path, status, kind, isPrivate, signedIn } of CLASSES) {
  const as = signedIn ? test : visitorTest;
  as(`headers of ${name}: ${signedIn ? "signed in" : "a visitor"}`, async ({ page }) => {
    const response = await page.request.get(path, { maxRedirects: 0 });
    expect(response.status()).toBe(status);
    expect(response.headers()).toMatchObject(EVERYWHERE);
    expect(response.headers()["permissions-policy"]).toContain("camera=()");
    expect(response.headers()).not.toHaveProperty("x-powered-by");
    // Only by TLS: a browser that took it here would never come back to this port.
    expect(response.headers()).not.toHaveProperty("strict-transport-security");
    expectPolicy(response, kind);
    if (isPrivate) expect(response.headers()["cache-control"]).toMatch(/no-store/);
    expect(await response.text()).not.toMatch(/node_modules|at \w+ \(.*:\d+:\d+\)/);
  });
}

function expectPolicy(response: APIResponse, kind: Kind["kind"]): void {
  const policy = response.headers()["content-security-policy"] ?? "";
  if (kind === "document") {
    expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
    expect(policy.replace(/style-src [^;]+;/, "")).not.toContain("unsafe");
    for (const name of ["object-src", "base-uri", "frame-ancestors"])
      expect(policy).toContain(`${name} 'none'`);
    expect(policy).toContain("form-action 'self'");
  } else {
    expect(policy).toContain("default-src 'none'");
    if (kind === "worker") expect(policy).toContain("connect-src 'self'");
  }
}

const ROUTES = [
  "/api/account/export",
  "/api/audit-log/export",
  "/api/workspace/export",
  "/api/monitors/01900000-0000-7000-8000-000000000000/ticks.csv",
  "/api/monitors/01900000-0000-7000-8000-000000000000/latency.csv",
  "/api/maintenance-hook/none/start",
  "/api/sign-in/link",
  "/api/cron/clock",
  "/api/cron/status",
  "/api/probe-rpc/beat",
  "/api/probe/iad1",
];

visitorTest(
  "every route handler answers a stranger with all headers, to be kept by nobody",
  async ({ page }) => {
    for (const path of ROUTES) {
      const response = await page.request.get(path, { maxRedirects: 0 });
      expect(response.status(), path).toBeGreaterThanOrEqual(400);
      expect(response.headers(), path).toMatchObject(EVERYWHERE);
      expect(response.headers()["cache-control"], path).toMatch(/no-store/);
      expectPolicy(response, "data");
    }
  },
);

visitorTest(
  "an address with a secret in it goes into no cache, no index and to no other site",
  async ({ page }) => {
    for (const path of ["/acknowledge", "/invite", "/confirm-email", "/reset-password", "/sign-in/link"]) {
      const response = await page.request.get(`${path}/none`, { maxRedirects: 0 });
      const headers = response.headers();
      expect(headers["referrer-policy"], path).toMatch(/^(no-referrer|same-origin)$/);
      expect(headers["x-robots-tag"], path).toContain("noindex");
      expect(headers["cache-control"], path).toMatch(/no-store/);
      expectPolicy(response, "document");
    }
  },
);

test("by TLS the browser is told to come by TLS from now on", async ({ page }) => {
  for (const path of [
    "/sign-in",
    "/api/health/live",
    "/icons/icon-192.png",
    "/push-worker.js",
    "/status/none",
  ]) {
    const response = await page.request.get(path, { headers: { "x-forwarded-proto": "https" } });
    expect(response.headers()["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
  }
});

test("each document has a nonce of its own, on every script, and a script without it does not run", async ({
  page,
  problems,
}) => {
  problems.expect(/Content Security Policy|x\.png/);
  const nonces = new Set<string>();
  for (const path of ["/monitors", "/monitors", "/incidents"]) {
    const response = await page.request.get(path, {
      headers: { "x-nonce": "mine", "content-security-policy": "script-src 'nonce-mine'" },
    });
    const html = await response.text();
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "") ?? [];
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);

  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.goto("/monitors");
  await page.evaluate(() => {
    const attack = `<img src="/x.png" onerror="window.ran = 1"><a id="bad" href="javascript:window.ran = 1">x</a>`;
    document.body.insertAdjacentHTML("beforeend", attack);
    document.getElementById("bad")?.click();
  });
  await expect
    .poll(() => refused.filter((text) => /Content Security Policy/.test(text)).length)
    .toBeGreaterThan(1);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});
