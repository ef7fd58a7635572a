import { expect, test } from "vitest";
import { IMPORT_PRODUCTS } from "./draft.ts";
import { ImportProblem } from "./import-problem.ts";
import { parseImport } from "./parse-import.ts";

const AT = { nowMs: Date.parse("2026-06-01T00:00:00Z") };
const parse = (product: Parameters<typeof parseImport>[0], text: unknown) =>
  parseImport(product, typeof text === "string" ? text : JSON.stringify(text), AT);

test("Better Stack: monitors and heartbeats of API v2, with credentials apart", () => {
  const monitors = {
    data: [
      {
        id: "238",
        type: "monitor",
        attributes: {
          url: "https://uptime.example.com",
          pronounceable_name: "Homepage",
          monitor_type: "keyword",
          required_keyword: "Welcome",
          check_frequency: 30,
          request_timeout: 15,
          verify_ssl: false,
          follow_redirects: true,
          http_method: "get",
          request_headers: [{ id: "1", name: "Authorization", value: "Bearer 12345" }],
          ssl_expiration: 7,
          policy_id: "9",
          paused: true,
        },
      },
      {
        id: "3",
        type: "monitor",
        attributes: { url: "db.example.com", monitor_type: "tcp", port: "5432", request_timeout: 5000 },
      },
      {
        id: "4",
        type: "monitor",
        attributes: { url: "x", pronounceable_name: "Flow", monitor_type: "playwright" },
      },
    ],
  };
  const heartbeats = {
    data: [{ id: "12", type: "heartbeat", attributes: { name: "Nightly", period: 86_400, grace: 300 } }],
  };
  const { document, secrets, warnings } = parse("better-stack", [monitors, heartbeats]);
  const [home, db, job] = document.monitors;
  expect(home).toMatchObject({
    key: "monitor-238",
    intervalSec: 30,
    timeoutMs: 15_000,
    paused: true,
    check: { keyword: { text: "Welcome", mode: "present" }, certificateDays: 7, tls: { verify: false } },
  });
  expect(db).toMatchObject({ timeoutMs: 5000, check: { kind: "tcp", port: 5432 } });
  expect(job?.check).toMatchObject({ kind: "heartbeat", timing: { periodSec: 86_400 }, graceSec: 300 });
  expect(secrets).toEqual([{ name: "HOMEPAGE_AUTHORIZATION", value: "Bearer 12345" }]);
  expect(warnings.find(({ item, kind }) => item === "Flow" && kind === "skipped")).toBeDefined();
});

test("Healthchecks: period, cron, zone and grace of API v3 stay; a systemd schedule is named", () => {
  const checks = [
    {
      name: "Backup",
      slug: "backup",
      uuid: "u-1",
      timeout: 3600,
      grace: 900,
      tags: "db prod",
      status: "up",
      channels: "a",
    },
    {
      name: "Report",
      uuid: "u-2",
      schedule: "15 5 * * *",
      tz: "Europe/Riga",
      grace: 60,
      tags: "",
      status: "paused",
    },
    { name: "Calendar", uuid: "u-3", schedule: "Mon..Fri *-*-* 10:00", tz: "UTC", grace: 60 },
  ];
  const { document, warnings } = parse("healthchecks", { checks });
  expect(document.monitors).toMatchObject([
    {
      key: "u-1",
      tags: ["db", "prod"],
      check: { timing: { type: "period", periodSec: 3600 }, graceSec: 900 },
    },
    {
      key: "u-2",
      paused: true,
      check: { timing: { type: "cron", expression: "15 5 * * *", zone: "Europe/Riga" } },
    },
  ]);
  expect(warnings.find(({ item, kind }) => item === "Calendar" && kind === "skipped")).toBeDefined();
});

test("Statuspage: components in their groups become a page, their monitors wait paused", () => {
  const { document } = parse("statuspage", {
    page: { id: "p1", name: "Acme", url: "https://status.acme.example" },
    components: [
      { id: "g", name: "Services", group: true },
      { id: "a", name: "API", description: "REST", group: false, group_id: "g" },
      { id: "b", name: "Website", group: false, group_id: null },
    ],
  });
  expect(document.monitors.map(({ key, paused }) => [key, paused])).toEqual([
    ["a", true],
    ["b", true],
  ]);
  expect(document.statusPages).toMatchObject([
    {
      slug: "acme",
      sections: [
        { name: "", components: [{ name: "Website", monitors: ["b"] }] },
        { name: "Services", components: [{ name: "API", description: "REST", monitors: ["a"] }] },
      ],
    },
  ]);
});

test("Prometheus: blackbox jobs check what their module checks, files of targets come along", () => {
  const { document, warnings } = parse(
    "prometheus",
    `
global: { scrape_interval: 30s }
scrape_configs:
  - job_name: web
    metrics_path: /probe
    params: { module: [http_post] }
    static_configs: [{ targets: ["https://a.example.com"], labels: { env: prod } }]
    file_sd_configs: [{ files: ["web.json"] }]
  - job_name: ssh
    metrics_path: /probe
    params: { module: [tcp_connect] }
    scrape_interval: 1m
    static_configs: [{ targets: ["b.example.com:22"] }]
  - job_name: node
    static_configs: [{ targets: ["c.example.com:9100"] }]
    consul_sd_configs: [{ server: "localhost:8500" }]
---
modules:
  http_post: { prober: http, timeout: 5s, http: { method: POST, valid_status_codes: [200, 201], fail_if_body_not_matches_regexp: ["ok"] } }
---
- targets: ["https://d.example.com"]
`,
  );
  expect(document.monitors.map(({ name, check, intervalSec }) => [name, check.kind, intervalSec])).toEqual([
    ["https://a.example.com", "http", 30],
    ["https://d.example.com", "http", 30],
    ["b.example.com:22", "tcp", 60],
    ["c.example.com:9100", "http", 30],
  ]);
  expect(document.monitors[0]).toMatchObject({
    timeoutMs: 5000,
    tags: ["web", "env:prod"],
    check: {
      method: "POST",
      expectedStatus: [{ from: 200 }, { from: 201 }],
      assertions: { list: [{ expected: "ok" }] },
    },
  });
  expect(warnings.find(({ item, kind }) => item === "node" && kind === "lost")).toBeDefined();
});

test("a sitemap becomes a check for each address, once", () => {
  const xml = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://a.example.com/</loc></url><url><loc> https://a.example.com/b?c=1&amp;d=2 </loc></url>
    <url><loc>https://a.example.com/</loc></url></urlset>`;
  expect(parse("sitemap", xml).document.monitors.map(({ name }) => name)).toEqual([
    "a.example.com/",
    "a.example.com/b",
  ]);
});

test("OpenAPI: a GET that needs nothing is checked, the others are named", () => {
  const { document, warnings } = parse("openapi", {
    openapi: "3.1.0",
    servers: [{ url: "https://api.example.com/v1/" }],
    components: { parameters: { Team: { name: "team", in: "query", required: true } } },
    paths: {
      "/health": { get: { summary: "Health", tags: ["Ops"] } },
      "/users/{id}": { get: {} },
      "/teams": { parameters: [{ $ref: "#/components/parameters/Team" }], get: {} },
      "/orders": { post: {} },
    },
  });
  expect(document.monitors).toMatchObject([
    {
      key: "health",
      name: "Health",
      tags: ["ops"],
      check: { url: "https://api.example.com/v1/health", method: "GET" },
    },
  ]);
  expect(warnings.filter(({ kind }) => kind === "skipped").map(({ item }) => item)).toEqual([
    "GET /users/{id}",
    "GET /teams",
  ]);
});

const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><urlset><url><loc>&lol2;</loc></url></urlset>`;
test.each([
  ["sitemap", BOMB, "DOCTYPE"],
  ["sitemap", "<urlset><url><loc>&xxe;</loc></url></urlset>", "not well-formed"],
  [
    "sitemap",
    "<sitemapindex><sitemap><loc>https://a.example.com/s.xml</loc></sitemap></sitemapindex>",
    "index of sitemaps",
  ],
  ["openapi", "paths: &a\n  x: *a\n", "contains itself"],
  ["openapi", "openapi: 3.0.0\npaths: {}\nservers: [{ url: '{scheme}://x' }]\n", "names no server"],
  ["healthchecks", "{}", "no checks"],
  ["better-stack", "[]", "no monitors"],
  ["statuspage", "{}", "no components"],
  ["prometheus", "global: {}", "no scrape_configs"],
] as const)("%s refuses a hostile or foreign file in words (%#)", (product, text, said) => {
  expect(() => parse(product, text)).toThrow(ImportProblem);
  expect(() => parse(product, text)).toThrow(said);
});

test("no parser falls over a foreign, deep or huge file", () => {
  const texts = [
    "",
    "null",
    "[]",
    "{}",
    "42",
    "<a/>",
    "a,b\n1,2",
    "__proto__: 1",
    "[".repeat(50_000),
    `"${"x".repeat(20_000_001)}"`,
  ];
  for (const product of IMPORT_PRODUCTS) {
    for (const text of texts)
      expect(() => parse(product, text), `${product} ${text.slice(0, 20)}`).toThrow(ImportProblem);
  }
});
