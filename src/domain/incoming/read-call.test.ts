import fc from "fast-check";
import { expect, test } from "vitest";
import { IncomingKind } from "#contracts/incoming-hook.ts";
import { IncomingProblem } from "./incoming-fact.ts";
import { readCall } from "./read-call.ts";

const nowMs = Date.parse("2026-05-01T12:00:00Z");

function read(kind: IncomingKind, body: unknown, event = "") {
  return readCall(kind, { text: JSON.stringify(body), event, nowMs });
}

/** After the documentation of Alertmanager 0.28, webhook version 4. */
const GROUP = {
  version: "4",
  groupKey: '{}:{alertname="HighLatency"}',
  status: "firing",
  receiver: "uptick",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "HighLatency", instance: "web-1", severity: "page" },
      annotations: { summary: "Web is slow", description: "p99 over 2 s" },
      startsAt: "2026-05-01T11:00:00Z",
      endsAt: "0001-01-01T00:00:00Z",
      fingerprint: "aabbccdd",
    },
    {
      status: "resolved",
      labels: { alertname: "DiskFull", instance: "db-1" },
      annotations: {},
      startsAt: "2026-05-01T10:00:00Z",
      endsAt: "2026-05-01T11:30:00Z",
      fingerprint: "11223344",
    },
  ],
};

test("each alert of a group is known by its fingerprint and counts from its own moment", () => {
  expect(read("alertmanager", GROUP)).toEqual([
    {
      kind: "alert",
      action: "open",
      key: "aabbccdd",
      title: "Web is slow",
      message: "p99 over 2 s",
      severity: "critical",
      at: Date.parse("2026-05-01T11:00:00Z"),
    },
    {
      kind: "alert",
      action: "resolve",
      key: "11223344",
      title: "DiskFull · db-1",
      message: "",
      severity: null,
      at: Date.parse("2026-05-01T11:30:00Z"),
    },
  ]);
});

test("GitHub's deployments, runs and releases are deploys; its ping is nothing", () => {
  const repository = { full_name: "acme/shop" };
  const deployment = { id: 7, sha: "0123456789abcdef", environment: "production" };
  const status = {
    state: "success",
    updated_at: "2026-05-01T11:00:00Z",
    log_url: "https://github.example/run",
  };
  expect(read("github", { repository, deployment, deployment_status: status }, "deployment_status")).toEqual([
    {
      kind: "deploy",
      externalId: "deployment/acme/shop/7",
      name: "acme/shop",
      version: "0123456789ab",
      environment: "production",
      url: "https://github.example/run",
      state: "succeeded",
      at: Date.parse("2026-05-01T11:00:00Z"),
    },
  ]);
  const run = {
    id: 9,
    run_attempt: 1,
    name: "Deploy",
    conclusion: "failure",
    updated_at: "2026-05-01T11:05:00Z",
  };
  expect(
    read("github", { repository, action: "completed", workflow_run: run }, "workflow_run"),
  ).toMatchObject([{ externalId: "run/acme/shop/9/1", name: "acme/shop · Deploy", state: "failed" }]);
  const release = {
    id: 3,
    tag_name: "v1.2.0",
    html_url: "javascript:alert(1)",
    published_at: "2026-05-01T11:00:00Z",
  };
  expect(read("github", { repository, action: "published", release }, "release")).toMatchObject([
    { version: "v1.2.0", url: "", state: "succeeded" },
  ]);
  expect(read("github", { zen: "Keep it simple." }, "ping")).toMatchObject([{ kind: "nothing" }]);
  expect(read("github", { action: "opened" }, "issues")).toMatchObject([{ kind: "nothing" }]);
});

test("GitLab writes moments its own way", () => {
  const body = {
    object_kind: "deployment",
    status: "running",
    status_changed_at: "2026-05-01 13:30:00 +0200",
    deployment_id: 15,
    environment: "staging",
    short_sha: "279484c0",
    project: { path_with_namespace: "acme/shop" },
  };
  expect(read("gitlab", body)).toMatchObject([
    { state: "started", at: Date.parse("2026-05-01T11:30:00Z"), version: "279484c0" },
  ]);
});

test("Vercel's events share the deployment's id", () => {
  const payload = {
    target: "production",
    deployment: { id: "dpl_1", name: "shop", url: "shop-x.vercel.app", meta: {} },
  };
  const created = read("vercel", { type: "deployment.created", createdAt: nowMs - 60_000, payload });
  const done = read("vercel", { type: "deployment.succeeded", createdAt: nowMs, payload });
  expect([created, done]).toMatchObject([
    [{ externalId: "vercel/dpl_1", state: "started" }],
    [{ externalId: "vercel/dpl_1", state: "succeeded", url: "https://shop-x.vercel.app" }],
  ]);
});

test("a moment that lies ahead is now, and a deploy without a word is one that succeeded", () => {
  expect(read("deploy", { at: "2099-01-01T00:00:00Z" })).toMatchObject([
    { name: "Deploy", state: "succeeded", at: nowMs },
  ]);
});

test.each([
  ["incident", { action: "open" }, "key"],
  ["incident", Array.from({ length: 201 }, () => ({ action: "open", key: "a" })), "200 entries"],
  ["alertmanager", { status: "firing" }, "has no alerts"],
] as const)("%s refuses what it cannot read in words", (kind, body, said) => {
  expect(() => read(kind, body)).toThrow(IncomingProblem);
  expect(() => read(kind, body)).toThrow(said);
});

test("whatever is sent, a call is read or refused in words", () => {
  const events = fc.constantFrom("", "ping", "deployment_status", "workflow_run", "release", "__proto__");
  fc.assert(
    fc.property(fc.constantFrom(...IncomingKind.options), fc.jsonValue(), events, (kind, body, event) => {
      try {
        for (const fact of read(kind, body, event)) {
          if (fact.kind !== "nothing") expect(fact.at).toBeLessThanOrEqual(nowMs);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(IncomingProblem);
      }
    }),
  );
});
