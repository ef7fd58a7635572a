import { expect, test } from "vitest";
import { ImportProblem } from "../import-problem.ts";
import { parseGatus } from "./parse-gatus.ts";

/** After the README of Gatus 5.30. */
const CONFIG = `
alerting:
  slack:
    webhook-url: "https://hooks.slack.example/services/XYZ"
    default-alert: { failure-threshold: 5 }
  pagerduty:
    integration-key: "\${PAGERDUTY}"
  clickup: { token: abc }
endpoints:
  - name: front-end
    group: core
    url: "https://twin.sh/health"
    interval: 5m
    method: POST
    body: '{"a":1}'
    headers: { Authorization: "Bearer 123456", Accept: application/json }
    client: { insecure: true, ignore-redirect: true, timeout: 4s }
    conditions:
      - "[STATUS] >= 200"
      - "[STATUS] < 300"
      - "[RESPONSE_TIME] < 1500ms"
      - "[BODY].status == UP"
      - "[BODY] == pat(*<h1>Hi</h1>*)"
      - "has([BODY].errors) == false"
      - "[CERTIFICATE_EXPIRATION] > 48h"
      - "[DOMAIN_EXPIRATION] > 720h"
      - "len([BODY].data) < 5"
    alerts: [{ type: slack, failure-threshold: 5 }]
  - name: resolver
    url: "8.8.8.8"
    dns: { query-name: "example.com.", query-type: "AAAA" }
    conditions: ["[DNS_RCODE] == NOERROR"]
  - { name: port, url: "tcp://127.0.0.1:6379", conditions: ["[CONNECTED] == true"], enabled: false }
  - { name: pinged, url: "icmp://example.org", conditions: ["[CONNECTED] == true"] }
  - { name: sctp, url: "sctp://example.org:5000", conditions: ["[CONNECTED] == true"] }
external-endpoints:
  - { name: job, group: core, token: potato, heartbeat: { interval: 30m } }
`;

test("an endpoint keeps its request, and its conditions become statuses, assertions and days", () => {
  const { document } = parseGatus(CONFIG);
  const front = document.monitors.find(({ key }) => key === "core-front-end");
  expect(front).toMatchObject({
    intervalSec: 300,
    timeoutMs: 4000,
    tags: ["core"],
    channels: ["slack"],
    policy: { failuresInARow: 5 },
    check: {
      method: "POST",
      followRedirects: false,
      expectedStatus: [{ from: 200, to: 299 }],
      certificateDays: 2,
      tls: { verify: false },
      headers: [
        { name: "Authorization", value: "{{secret.FRONT_END_AUTHORIZATION}}" },
        { name: "Accept", value: "application/json" },
      ],
    },
  });
  const { check } = front ?? {};
  expect(check?.kind === "http" && check.assertions.list).toEqual([
    { source: "time", name: "total", comparison: "less", expected: "1500" },
    { source: "json", name: "$.status", comparison: "equals", expected: "UP" },
    { source: "body", name: "", comparison: "matches", expected: "(?s)^.*<h1>Hi</h1>.*$" },
    { source: "json", name: "$.errors", comparison: "notExists", expected: "" },
  ]);
});

test("conditions without a counterpart are named, and a domain's expiry is a check of its own", () => {
  const { document, warnings } = parseGatus(CONFIG);
  expect(warnings).toContainEqual({
    item: "front-end",
    kind: "lost",
    message: "The condition “len([BODY].data) < 5” is left out.",
  });
  expect(document.monitors.find(({ key }) => key === "core-front-end-domain")?.check).toMatchObject({
    kind: "domain",
    name: "twin.sh",
    alertDays: 30,
  });
});

test("other schemes are other kinds, and what has none is said", () => {
  const { document, warnings, environment } = parseGatus(CONFIG);
  const kinds = Object.fromEntries(document.monitors.map(({ key, check }) => [key, check.kind]));
  expect(kinds).toMatchObject({ resolver: "dns", port: "tcp", pinged: "ping", "core-job": "heartbeat" });
  expect(document.monitors.find(({ key }) => key === "port")?.paused).toBe(true);
  expect(warnings.filter(({ kind }) => kind === "skipped").map(({ item }) => item)).toEqual([
    "clickup",
    "sctp",
  ]);
  expect(environment).toMatchObject({
    UPTICK_CHANNEL_SLACK_WEBHOOKURL: "https://hooks.slack.example/services/XYZ",
  });
});

test.each([
  ["endpoints: &a\n  - *a\n", "contains itself"],
  [
    `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefg"[at]}`).join(",")}]`)
      .join("\n")}\nendpoints: [*h]\n`,
    "without a bound",
  ],
  [`endpoints: ${"[".repeat(20_000)}`, "nested too deeply"],
  ["endpoints: []\n", "no endpoints"],
  ["a: b: c", "not valid YAML"],
])("a hostile or foreign document is refused in words (%#)", (text, said) => {
  expect(() => parseGatus(text)).toThrow(ImportProblem);
  expect(() => parseGatus(text)).toThrow(said);
});
