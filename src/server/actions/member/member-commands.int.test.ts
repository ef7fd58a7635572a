import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());

type Who = Awaited<ReturnType<Dashboard["member"]>>;

async function aTeam(roles: readonly ("owner" | "admin" | "editor" | "viewer")[]): Promise<Who[]> {
  const team: Who[] = [];
  for (const role of roles) {
    const workspaceId = team[0]?.workspaceId;
    team.push(await dashboard.member(workspaceId === undefined ? { role } : { role, workspaceId }));
  }
  return team;
}

const as = (who: Who | undefined): Promise<DashboardCaller> => dashboard.caller(who ?? null);
const rolesOf = async (workspaceId: string) =>
  (await dashboard.deps.db.member.findMany({ where: { workspaceId } })).map(({ role }) => role).sort();

describe("races for the last owner", () => {
  test.each(Array.from({ length: 8 }, (_, round) => ({ round })))(
    "two owners who demote each other at once leave one of them, round $round",
    async () => {
      const [one, two] = await aTeam(["owner", "owner"]);
      const callers = await Promise.all([as(one), as(two)]);
      const answers = await Promise.allSettled([
        callers[0]?.member.update({ userId: two?.userId ?? "", role: "viewer", tags: [] }),
        callers[1]?.member.update({ userId: one?.userId ?? "", role: "viewer", tags: [] }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await rolesOf(one?.workspaceId ?? "")).toEqual(["owner", "viewer"]);
    },
  );

  test("of five owners who step down, leave and remove one another at once, one stays", async () => {
    const team = await aTeam(["owner", "owner", "owner", "owner", "owner"]);
    const callers = await Promise.all(team.map(as));
    await Promise.allSettled(
      callers.flatMap((caller, at) => [
        caller.member.leave(),
        caller.member.update({ userId: team[at]?.userId ?? "", role: "admin", tags: [] }),
        caller.member.remove({ userId: team[(at + 1) % 5]?.userId ?? "" }),
      ]),
    );
    const roles = await rolesOf(team[0]?.workspaceId ?? "");
    expect(roles.filter((role) => role === "owner")).toHaveLength(1);
  });

  test("an owner who hands over twice at once hands over once", async () => {
    const [owner, one, two] = await aTeam(["owner", "admin", "viewer"]);
    const caller = await as(owner);
    const answers = await Promise.allSettled(
      [one, two].map((who) => caller.member.transfer({ userId: who?.userId ?? "" })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await rolesOf(owner?.workspaceId ?? "")).filter((role) => role === "owner")).toHaveLength(1);
  });
});

describe("roles", () => {
  test("another role counts at the next call, and revokes no session", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    const change = { userId: editor?.userId ?? "", role: "viewer" as const, tags: ["Shop", "api", "shop"] };
    await (await as(owner)).member.update(change);
    const caller = await as(editor);
    expect((await caller.session.me()).workspace).toMatchObject({ role: "viewer", tags: ["api", "shop"] });
    await expect(caller.incident.create(anIncident)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await caller.session.list()).toHaveLength(1);
  });

  test("admins and owners are never held to tags", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    await (await as(owner)).member.update({ userId: editor?.userId ?? "", role: "admin", tags: ["shop"] });
    expect((await (await as(editor)).session.me()).workspace).toMatchObject({ role: "admin", tags: [] });
  });

  test("an admin can neither touch an owner nor become one", async () => {
    const [owner, admin] = await aTeam(["owner", "admin"]);
    const caller = await as(admin);
    const userId = owner?.userId ?? "";
    await expect(caller.member.remove({ userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(caller.member.update({ userId, role: "viewer", tags: [] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(
      caller.member.update({ userId: admin?.userId ?? "", role: "owner", tags: [] }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rolesOf(owner?.workspaceId ?? "")).toEqual(["admin", "owner"]);
  });

  test("an owner is made, and a workspace handed over, with a fresh proof only", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    const { db } = dashboard.deps;
    await db.session.update({
      where: { id: owner?.sessionId ?? "" },
      data: { provenAt: new Date(Date.now() - 16 * 60_000) },
    });
    const caller = await as(owner);
    const userId = editor?.userId ?? "";
    const stale = { code: "PRECONDITION_FAILED" };
    await expect(caller.member.update({ userId, role: "owner", tags: [] })).rejects.toMatchObject(stale);
    await expect(caller.member.transfer({ userId })).rejects.toMatchObject(stale);
    await expect(caller.member.update({ userId, role: "viewer", tags: [] })).resolves.toEqual({ ok: true });
  });

  test("what is not known of an input is refused, a role of another noun too", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    const change = { userId: editor?.userId ?? "", role: "viewer" as const, tags: [] };
    const workspaceId = (await dashboard.member({ role: "owner" })).workspaceId;
    const smuggled = { ...change, workspaceId };
    await expect((await as(owner)).member.update(smuggled)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("leaving", () => {
  test("whoever is removed sees nothing at the next call; their account, sessions and keys stay", async () => {
    const [owner, admin] = await aTeam(["owner", "admin"]);
    const { db } = dashboard.deps;
    await (await as(admin)).apiKey.create({ name: "CI", scopes: ["read"], expiresInDays: null });
    const removed = await (await as(owner)).member.remove({ userId: admin?.userId ?? "" });
    expect(removed).toEqual({ ok: true, unassigned: 0 });
    const caller = await as(admin);
    expect(await caller.session.me()).toMatchObject({ userId: admin?.userId, workspace: null });
    await expect(caller.monitor.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await db.apiKey.count({ where: { createdByUserId: admin?.userId ?? "" } })).toBe(1);
  });

  test("open incidents that waited for them wait for nobody, and say so; closed ones keep the name", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    const caller = await as(owner);
    const userId = editor?.userId ?? "";
    const open = await caller.incident.create(anIncident);
    const closed = await caller.incident.create(anIncident);
    for (const { id } of [open, closed]) await caller.incident.assign({ id, userId });
    await caller.incident.resolve({ id: closed.id });
    expect(await (await as(editor)).member.leave()).toEqual({ ok: true, unassigned: 1 });
    const rows = await dashboard.deps.db.incident.findMany({ select: { id: true, assignedUserId: true } });
    const assignees = new Map(rows.map((row) => [row.id, row.assignedUserId]));
    expect([assignees.get(open.id), assignees.get(closed.id)]).toEqual([null, userId]);
    const steps = await dashboard.deps.db.incidentEvent.findMany({
      where: { incidentId: open.id },
      orderBy: { id: "asc" },
    });
    expect(steps.at(-1)?.message).toMatch(/^Assigned to nobody: .*left the workspace\.$/);
  });

  test("with another workspace, the session looks at that one", async () => {
    const [, viewer] = await aTeam(["owner", "viewer"]);
    const caller = await as(viewer);
    const { id } = await caller.workspace.create({ name: "Mine", timeZone: "Europe/Berlin" });
    await caller.workspace.switch({ id: viewer?.workspaceId ?? "" });
    expect((await (await as(viewer)).session.me()).workspace?.id).toBe(viewer?.workspaceId);
    await (await as(viewer)).member.leave();
    expect((await (await as(viewer)).session.me()).workspace).toMatchObject({ id, role: "owner" });
  });

  test("each step is in the audit log, with before and after", async () => {
    const [owner, editor] = await aTeam(["owner", "editor"]);
    const caller = await as(owner);
    const userId = editor?.userId ?? "";
    await caller.member.update({ userId, role: "viewer", tags: ["api"] });
    await caller.member.update({ userId, role: "viewer", tags: ["api"] });
    await caller.member.remove({ userId });
    const { items } = await caller.auditLog.list({});
    expect(items.map(({ action }) => action)).toEqual(["member.remove", "member.update"]);
    expect(items[1]).toMatchObject({
      subject: userId,
      address: "192.0.2.1",
      userAgent: "Test",
      detail: { before: { role: "editor", tags: [] }, after: { role: "viewer", tags: ["api"] } },
    });
  });
});

const anIncident = {
  title: "Refunds fail",
  severity: "normal" as const,
  message: "",
  tellChannels: false,
  monitorIds: [],
};
