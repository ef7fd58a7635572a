import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#contracts/role.ts";
import { sessionCookie } from "#server/auth/session-cookie.ts";
import { answerAuditExport } from "#server/views/answer-audit-export.ts";
import { answerWorkspaceExport } from "#server/views/answer-workspace-export.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createWorkspaceWithEverything } from "#testing/everything.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());

type Who = { userId: string; sessionId: string };

async function form(
  who: Who | null,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const { auth } = dashboard.deps;
  const token =
    who && (await encode({ token: { sub: who.userId, sessionId: who.sessionId }, secret: auth.secret }));
  const cookie: Record<string, string> = token
    ? { cookie: `${sessionCookie(auth.appUrl).name}=${token}` }
    : {};
  return new Request(`${auth.appUrl}/api/export`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "sec-fetch-site": "same-origin", ...cookie, ...headers },
  });
}

describe("several workspaces", () => {
  test("a new one is looked at from the next call on, by this browser only", async () => {
    const person = await dashboard.member({ role: "viewer" });
    const second = await dashboard.deps.db.session.create({
      data: { id: crypto.randomUUID(), userId: person.userId, expiresAt: new Date(Date.now() + 86_400_000) },
    });
    const caller = await dashboard.caller(person);
    const { id } = await caller.workspace.create({ name: "Side project", timeZone: "Asia/Kolkata" });
    const later = await dashboard.caller(person);
    expect((await later.session.me()).workspace).toMatchObject({ id, name: "Side project", role: "owner" });
    expect(await later.workspace.get()).toMatchObject({ timeZone: "Asia/Kolkata", members: 1, owners: 1 });
    const elsewhere = await dashboard.caller({ ...person, sessionId: second.id });
    expect((await elsewhere.session.me()).workspace?.id).toBe(person.workspaceId);
    expect((await later.workspace.list()).map(({ name }) => name)).toEqual(["Side project", "Workspace"]);
  });

  test("switching shows the other one's data and rights at the next call; a foreign one is absent", async () => {
    const person = await dashboard.member({ role: "viewer" });
    const first = await dashboard.caller(person);
    await first.workspace.create({ name: "Mine", timeZone: "UTC" });
    const mine = await dashboard.caller(person);
    await mine.incident.create({
      title: "T",
      severity: "normal",
      message: "",
      tellChannels: false,
      monitorIds: [],
    });
    await mine.workspace.switch({ id: person.workspaceId });
    const back = await dashboard.caller(person);
    expect((await back.incident.list({})).items).toEqual([]);
    const incident = {
      title: "T",
      severity: "normal" as const,
      message: "",
      tellChannels: false,
      monitorIds: [],
    };
    await expect(back.incident.create(incident)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const foreign = (await dashboard.member({ role: "owner" })).workspaceId;
    await expect(back.workspace.switch({ id: foreign })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("somebody who belongs to none can make one, and nothing else", async () => {
    const person = await dashboard.member({ role: "viewer" });
    await (await dashboard.caller(person)).member.leave();
    const caller = await dashboard.caller(person);
    expect((await caller.session.me()).workspace).toBeNull();
    await expect(caller.workspace.get()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await caller.workspace.create({ name: "New", timeZone: "UTC" });
    expect((await (await dashboard.caller(person)).session.me()).workspace).toMatchObject({ name: "New" });
  });

  test("ten a day are enough", async () => {
    const caller = await dashboard.caller(await dashboard.member({ role: "viewer" }));
    const make = () => caller.workspace.create({ name: "Again", timeZone: "UTC" });
    for (let n = 0; n < 10; n += 1) await make();
    await expect(make()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test.each([
    { name: "", timeZone: "UTC" },
    { name: "x".repeat(81), timeZone: "UTC" },
    { name: "Fine", timeZone: "Mars/Olympus" },
    { name: "Fine", timeZone: "UTC", id: "0" },
  ])("%o is refused", async (input) => {
    const caller = await dashboard.caller(await dashboard.member({ role: "owner" }));
    await expect(caller.workspace.update(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(caller.workspace.create(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("deleting takes an owner, a fresh proof and the name", async () => {
    const owner = await dashboard.member({ role: "owner" });
    const admin = await dashboard.member({ role: "admin", workspaceId: owner.workspaceId });
    const attempt = async (who: typeof owner) =>
      (await dashboard.caller(who)).workspace.delete({ name: "Workspace" });
    await expect(attempt(admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const provenAt = new Date(Date.now() - 16 * 60_000);
    await dashboard.deps.db.session.update({ where: { id: owner.sessionId }, data: { provenAt } });
    await expect(attempt(owner)).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
    expect(
      await dashboard.deps.db.workspace.count({ where: { id: owner.workspaceId, deletedAt: null } }),
    ).toBe(1);
  });
});

describe("the export", () => {
  test("has a line for everything, and no secret", async () => {
    const { owner, ids } = await createWorkspaceWithEverything(dashboard, { nowMs: Date.now(), monitors: 2 });
    await createWorkspaceWithEverything(dashboard, { nowMs: Date.now(), monitors: 1 });
    const caller = await dashboard.caller(owner);
    const secret = "CANARY_a1b2c3";
    await caller.channel.create({
      kind: "webhook",
      name: "Signed",
      config: {
        url: "https://hooks.example/x",
        secret: `whsec_${Buffer.from(secret.repeat(3)).toString("base64")}`,
      },
    });
    const { key } = await caller.apiKey.create({ name: "Other", scopes: ["read"], expiresInDays: null });
    await dashboard.deps.db.$executeRaw`
      UPDATE monitor SET "check" = jsonb_set(jsonb_set("check", '{headers}', '[{"name":"authorization","value":"CANARY_header"}]'),
        '{body}', '"CANARY_body"') WHERE public_id = ${ids[1]}::uuid`;
    const response = await answerWorkspaceExport(dashboard.deps, await form(owner));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="uptick-Workspace-.*\.ndjson"$/,
    );
    const text = await response.text();
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));
    const types = new Set(lines.map(({ type }) => type));
    expect([...types]).toEqual([
      ...["workspace", "member", "invitation", "api_key", "channel", "status_subscriber", "monitor"],
      ...["escalation_policy", "on_call_schedule", "maintenance", "incoming_hook", "deploy_marker"],
      ...["imported_day", "saved_view", "managed_resource", "objective"],
      ...["objective_exclusion", "sla_report", "day_link", "incident", "incident_event", "transition"],
      ...["status_page", "status_section", "status_component", "status_post"],
      ...["status_post_update", "status_template", "audit_entry", "rollup_day", "rollup_hour"],
    ]);
    expect(lines.filter(({ type }) => type === "rollup_day")).toHaveLength(6);
    expect(lines.filter(({ type }) => type === "workspace")).toHaveLength(1);
    expect(lines.filter(({ type }) => type === "saved_view")).toMatchObject([{ name: "Ours" }]);
    expect(lines.filter(({ type }) => type === "monitor").map((line) => line.public_id)).toEqual(
      ids.slice(1, 3),
    );
    // The hash of a day's figures is there to be compared.
    const others = lines.filter(({ type }) => type !== "day_link");
    expect(JSON.stringify(others)).not.toMatch(/CANARY|whsec_|hash"/);
    expect(text).not.toContain(key);
    expect(text).toContain('"set_elsewhere":["secret"]');
  });

  test.each<{ name: string; role: Role | null; headers: Record<string, string>; status: number }>([
    { name: "a visitor", role: null, headers: {}, status: 401 },
    { name: "a viewer", role: "viewer", headers: {}, status: 403 },
    { name: "an editor", role: "editor", headers: {}, status: 403 },
    { name: "an admin", role: "admin", headers: {}, status: 200 },
    {
      name: "another site",
      role: "owner",
      headers: { "sec-fetch-site": "cross-site" },
      status: 403,
    },
  ])("is answered to $name with $status", async ({ role, headers, status }) => {
    const who = role && (await dashboard.member({ role }));
    const answer = await answerWorkspaceExport(dashboard.deps, await form(who, {}, headers));
    expect(answer.status).toBe(status);
    const audit = await answerAuditExport(
      dashboard.deps,
      await form(who, { format: "csv", filter: "{}" }, headers),
    );
    expect(audit.status).toBe(status);
    await Promise.all([answer.text(), audit.text()]);
  });

  test("takes a fresh proof, before the form as well as with it; the audit log's does not", async () => {
    const owner = await dashboard.member({ role: "owner" });
    const prove = (ageMs: number) =>
      dashboard.deps.db.session.update({
        where: { id: owner.sessionId },
        data: { provenAt: new Date(Date.now() - ageMs) },
      });
    await prove(16 * 60_000);
    const stale = await dashboard.caller(owner);
    await expect(stale.workspace.export()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
    expect((await answerWorkspaceExport(dashboard.deps, await form(owner))).status).toBe(412);
    const audit = await answerAuditExport(dashboard.deps, await form(owner, { format: "csv", filter: "{}" }));
    expect(audit.status).toBe(200);
    await audit.text();
    await prove(0);
    const fresh = await dashboard.caller(owner);
    expect(await fresh.workspace.export()).toEqual({ url: "/api/workspace/export" });
    const answer = await answerWorkspaceExport(dashboard.deps, await form(owner));
    expect(answer.status).toBe(200);
    await answer.text();
  });

  test("no API key gets it, and each is in the audit log", async () => {
    const owner = await dashboard.member({ role: "owner" });
    const caller = await dashboard.caller(owner);
    const { key } = await caller.apiKey.create({
      name: "All",
      scopes: ["read", "monitors:write"],
      expiresInDays: null,
    });
    const byKey = await form(null, {}, { authorization: `Bearer ${key}` });
    expect((await answerWorkspaceExport(dashboard.deps, byKey)).status).toBe(403);
    await (await answerWorkspaceExport(dashboard.deps, await form(owner))).text();
    const { items } = await caller.auditLog.list({});
    expect(items.map(({ action }) => action)).toEqual([
      "workspace.export",
      "access.denied",
      "api_key.create",
    ]);
  });
});
