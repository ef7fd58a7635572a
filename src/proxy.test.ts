import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import nextConfig from "../next.config.mjs";
import { config, proxy } from "./proxy.ts";

beforeEach(() => {
  vi.stubEnv("NEXTAUTH_URL", "https://uptick.example.com");
  vi.stubEnv("UPTICK_HOSTS", "uptick.corp.example");
  vi.stubEnv("VERCEL_URL", "uptick-1a2b.vercel.app");
});
afterEach(() => vi.unstubAllEnvs());

function ask(host: string, path: string, headers: Record<string, string> = {}) {
  const request = new NextRequest(`http://0.0.0.0:3000${path}`, { headers: { host, ...headers } });
  const response = proxy(request);
  const rewritten = response.headers.get("x-middleware-rewrite");
  return { response, status: response.status, to: rewritten && new URL(rewritten).pathname };
}

const PAGE = "/status/@status.acme.com";

test.each([
  ["/", PAGE],
  ["/?lang=de", PAGE],
  ["/history/2026-11", `${PAGE}/history/2026-11`],
  ["/feed.rss", `${PAGE}/feed.rss`],
  ["/enter", `${PAGE}/enter`],
  ["/monitors", `${PAGE}/monitors`],
  ["/sign-in", `${PAGE}/sign-in`],
  ["/settings/api-keys", `${PAGE}/settings/api-keys`],
  ["/api/trpc/monitor.list", `${PAGE}/api/trpc/monitor.list`],
  ["/api/auth/signin", `${PAGE}/api/auth/signin`],
  ["/status/other", `${PAGE}/status/other`],
  ["/status/@uptick.example.com", `${PAGE}/status/@uptick.example.com`],
  ["/../status/other", `${PAGE}/status/other`],
  ["/%2e%2e/%2e%2e/monitors", `${PAGE}/monitors`],
  ["//evil.example/x", `${PAGE}//evil.example/x`],
])("by a domain of its own, %s is the page's and nothing else", (path, to) => {
  for (const host of ["status.acme.com", "STATUS.acme.com:8443", "status.acme.com."]) {
    expect(ask(host, path)).toMatchObject({ status: 200, to });
  }
});

test("bound to the loopback, the domain goes to the rule of the configuration, and nobody else may name one", () => {
  const headers = { host: "status.acme.com", "x-uptick-domain": "evil.example" };
  const page = proxy(new NextRequest("http://127.0.0.1:3000/monitors", { headers }));
  expect(page.headers.get("x-middleware-request-x-uptick-domain")).toBe("status.acme.com");
  for (const path of ["/sign-in", "/status/acme", "/api/trpc/monitor.list"]) {
    const own = proxy(
      new NextRequest(`http://127.0.0.1:3000${path}`, { headers: { ...headers, host: "127.0.0.1:3000" } }),
    );
    expect(own.headers.has("x-middleware-override-headers")).toBe(true);
    expect(own.headers.has("x-middleware-request-x-uptick-domain")).toBe(false);
  }
});

test("what the browser asked for beside the path stays", () => {
  const { response } = ask("status.acme.com", "/?lang=de");
  expect(response.headers.get("x-middleware-rewrite")).toBe(`http://0.0.0.0:3000${PAGE}?lang=de`);
});

test.each(["x-forwarded-host", "x-host", "x-original-host", "forwarded"])(
  "%s names no host: neither a page's nor the installation's",
  (header) => {
    expect(ask("status.acme.com", "/monitors", { [header]: "uptick.example.com" }).to).toBe(
      `${PAGE}/monitors`,
    );
    expect(ask("uptick.example.com", "/sign-in", { [header]: "status.acme.com" }).to).toBeNull();
  },
);

test.each(["status..acme.com", "status.acme.com/x", "a@uptick.example.com", "status.acme.123", "é.example"])(
  "the host %j is refused with 421 and nothing of the app",
  async (host) => {
    const request = new NextRequest("http://localhost:3000/sign-in");
    vi.spyOn(request.headers, "get").mockImplementation((name) => (name === "host" ? host : null));
    const response = proxy(request);
    expect(response.status).toBe(421);
    expect(await response.text()).toBe("This host is not served here.");
    expect(response.headers.get("cache-control")).toBe("no-store");
  },
);

describe("by the installation's own host", () => {
  test.each([
    "uptick.example.com",
    "UPTICK.example.com:443",
    "uptick.corp.example",
    "uptick-1a2b.vercel.app",
    "127.0.0.1:3000",
    "[::1]:3000",
    "app:3000",
  ])("%s shows the dashboard", (host) => {
    const { response, to } = ask(host, "/sign-in");
    expect([to, response.headers.get("x-middleware-next")]).toEqual([null, "1"]);
    expect(response.headers.get("content-security-policy")).toContain("'strict-dynamic'");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
  });

  test.each(["/status/@status.acme.com", "/status/%40status.acme.com", "/status/@status.acme.com/feed.rss"])(
    "%s is not there: a domain's page is shown by that domain",
    (path) => {
      expect(ask("uptick.example.com", path).status).toBe(404);
    },
  );

  test("a status page and a procedure get no policy that would hold against their own", () => {
    for (const path of ["/status/acme", "/status/acme/embed", "/api/trpc/monitor.list"]) {
      const { response } = ask("uptick.example.com", path);
      expect(response.headers.get("x-middleware-next")).toBe("1");
      expect(response.headers.has("content-security-policy")).toBe(false);
      expect(response.headers.has("x-frame-options")).toBe(false);
    }
  });

  test("whoever has no session is sent to sign in, and comes back", () => {
    const { response, status } = ask("uptick.example.com", "/status-pages/x?tab=look");
    expect(status).toBe(307);
    expect(response.headers.get("location")).toBe(
      "http://0.0.0.0:3000/sign-in?next=%2Fstatus-pages%2Fx%3Ftab%3Dlook",
    );
  });

  test.each([
    ["/acknowledge/x", "no-referrer"],
    ["/sign-in/link?token=x", "same-origin"],
    ["/reset-password", "same-origin"],
    ["/monitors", "strict-origin-when-cross-origin"],
  ])("%s gives other sites no more of its address than %s", (path, policy) => {
    const { response } = ask("uptick.example.com", path, { cookie: "__Host-uptick-session=x" });
    expect(response.headers.get("referrer-policy")).toBe(policy);
  });

  test("only who came by TLS is told to come back by it", () => {
    const tls = ask("uptick.example.com", "/sign-in", { "x-forwarded-proto": "https" });
    expect(tls.response.headers.get("strict-transport-security")).toContain("max-age=63072000");
    expect(ask("uptick.example.com", "/sign-in").response.headers.has("strict-transport-security")).toBe(
      false,
    );
    const page = ask("status.acme.com", "/", { "x-forwarded-proto": "https" });
    expect(page.response.headers.has("strict-transport-security")).toBe(false);
  });
});

test("the proxy sees whatever a custom domain must not reach", () => {
  const [matcher = ""] = config.matcher;
  const sees = (path: string) => new RegExp(`^${matcher}$`).test(path);
  for (const path of [
    "/",
    "/monitors",
    "/api/trpc/x",
    "/api/auth/signin",
    "/api/account/export",
    "/embed",
    "/api/probes",
  ])
    expect([path, sees(path)]).toEqual([path, true]);
  for (const path of [
    "/_next/static/x.js",
    "/icons/icon-192.png",
    "/push-worker.js",
    "/api/probe-rpc/beat",
    "/api/cron/clock",
    "/api/probe/iad1",
  ])
    expect([path, sees(path)]).toEqual([path, false]);
});

test("what the proxy does not see gets the same headers by the configuration", async () => {
  const rules = await nextConfig.headers?.();
  const rule = rules?.find(({ source }) => source === "/_next/:path*");
  const { response } = ask("uptick.example.com", "/sign-in");
  for (const { key, value } of rule?.headers ?? []) {
    if (key !== "Content-Security-Policy") expect([key, response.headers.get(key)]).toEqual([key, value]);
  }
  expect(rules?.some(({ source }) => source === "/:path*")).toBe(false);
});
