import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportAccount } from "#server/views/export-account.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());

type Member = Awaited<ReturnType<Dashboard["member"]>>;

/** A colleague's workspace in which the person left traces of every kind. */
async function leaveTraces(person: Member, email: string, colleague: Member) {
  const { db } = dashboard.deps;
  const { userId, workspaceId } = person;
  const own = await dashboard.caller(person);
  const theirs = await dashboard.caller(colleague);
  await own.account.setName({ name: "Grace" });
  const { id } = await own.incident.create({
    title: "Refunds fail",
    severity: "normal",
    message: "",
    tellChannels: false,
    monitorIds: [],
  });
  await own.incident.acknowledge({ id });
  await own.incident.comment({ id, message: `Ask ${email}:\n${email} knows. l${email} does not.` });
  await theirs.incident.assign({ id, userId });
  const monitor = { name: "Shop", check: aCheck(), intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1"] };
  await own.monitor.create({ ...monitor, tags: [] });
  const channel = await own.channel.create({
    kind: "webhook",
    name: "Ops",
    config: { url: "https://h.example" },
  });
  await db.delivery.create({
    data: {
      id: uuidv7(),
      channelId: channel.id,
      workspaceId,
      event: "down",
      nextAt: new Date(),
      notification: { reason: `Acknowledged by ${email}` },
      lastError: `550 ${email} unknown`,
    },
  });
  await db.savedView.create({ data: { id: uuidv7(), workspaceId, userId, name: "Mine", query: "q=1" } });
  await db.invitation.create({
    data: {
      id: uuidv7(),
      workspaceId: colleague.workspaceId,
      email,
      role: "viewer",
      tokenHash: uuidv7(),
      invitedByUserId: userId,
      expiresAt: new Date(),
    },
  });
  await db.oneTimeToken.create({
    data: { hash: uuidv7(), kind: "magic_link", email, expiresAt: new Date() },
  });
  await db.rateLimit.create({ data: { key: `invite:person:${userId}`, windowStart: new Date(), count: 1 } });
  await db.passkey.create({
    data: { id: uuidv7(), userId, name: "Phone", publicKey: new Uint8Array(1), counter: 0n },
  });
  await db.linkedAccount.create({ data: { provider: "github", subject: uuidv7(), userId, email } });
  return { incidentId: id };
}

/** Every table and column that still has one of the words. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const { sql } = dashboard.deps;
  const { rows: tables } = await sql.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const { rows } = await sql.query<{ row: string }>(
        `SELECT t::text AS row FROM "${name}" t WHERE t::text ~* ('(^|[^a-z0-9])' || $1) LIMIT 1`,
        [word.replaceAll(".", "\\.")],
      );
      if (rows[0]) found.push(`${name}: ${rows[0].row}`);
    }
  }
  return found;
}

test("a deleted account is in no table any more; what it did stays, by nobody", async () => {
  const { db } = dashboard.deps;
  const email = `${uuidv7()}@example.com`;
  const colleague = await dashboard.member({ role: "owner" });
  const person = await dashboard.member({ role: "editor", email, workspaceId: colleague.workspaceId });
  const { incidentId } = await leaveTraces(person, email, colleague);
  const alone = await db.workspace.create({
    data: { id: uuidv7(), name: "Alone", members: { create: { userId: person.userId, role: "owner" } } },
  });
  expect((await placesOf([email, person.userId])).length).toBeGreaterThan(8);

  const own = await dashboard.caller(person);
  await expect(own.account.delete({ email: "other@example.com" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(own.account.delete({ email })).resolves.toEqual({ ok: true });

  expect(await placesOf([email, person.userId])).toEqual([]);
  const theirs = await dashboard.caller(colleague);
  const incident = JSON.stringify(await theirs.incident.get({ id: incidentId }));
  expect(incident).toContain("Ask Deleted user:");
  expect(incident).toContain("Deleted user knows.");
  expect(incident).toContain(`l${email} does not.`);
  expect(await db.workspace.findUniqueOrThrow({ where: { id: alone.id } })).toMatchObject({
    deletedAt: expect.any(Date),
  });
  await expect((await dashboard.caller(person)).session.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await db.auditEntry.count({ where: { action: "account.delete", userId: null } })).toBe(1);
});

test("the last owner of a workspace with others stays until somebody else owns it", async () => {
  const email = `${uuidv7()}@example.com`;
  const owner = await dashboard.member({ role: "owner", email });
  const { workspaceId } = owner;
  const colleague = await dashboard.member({ role: "admin", workspaceId });
  const caller = await dashboard.caller(owner);
  await expect(caller.account.delete({ email })).rejects.toThrow(/last owner of “Workspace”.*somebody else/);
  expect(await dashboard.deps.db.user.count({ where: { id: owner.userId } })).toBe(1);

  const key = { workspaceId_userId: { workspaceId, userId: colleague.userId } };
  await dashboard.deps.db.member.update({ where: key, data: { role: "owner" } });
  await caller.account.delete({ email });
  expect(await dashboard.deps.db.workspace.findUnique({ where: { id: workspaceId } })).toMatchObject({
    deletedAt: null,
  });
});

test("two last owners who delete their accounts at once do not leave a workspace to nobody", async () => {
  const emails = [`${uuidv7()}@example.com`, `${uuidv7()}@example.com`];
  const first = await dashboard.member({ role: "owner", email: emails[0] ?? "" });
  const { workspaceId } = first;
  const second = await dashboard.member({ role: "owner", email: emails[1] ?? "", workspaceId });
  await dashboard.member({ role: "viewer", workspaceId });
  const callers = [await dashboard.caller(first), await dashboard.caller(second)];
  const answers = await Promise.allSettled(
    callers.map((caller, at) => caller.account.delete({ email: emails[at] ?? "" })),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await dashboard.deps.db.member.count({ where: { workspaceId, role: "owner" } })).toBe(1);
});

test("deleting takes a fresh proof", async () => {
  const email = `${uuidv7()}@example.com`;
  const person = await dashboard.member({ role: "owner", email });
  const stale = { provenAt: new Date(Date.now() - 16 * 60_000) };
  await dashboard.deps.db.session.update({ where: { id: person.sessionId }, data: stale });
  await expect((await dashboard.caller(person)).account.delete({ email })).rejects.toMatchObject({
    code: "PRECONDITION_FAILED",
  });
});

test("the export is one JSON document with everything of the person and no secret", async () => {
  const email = `${uuidv7()}@example.com`;
  const colleague = await dashboard.member({ role: "owner" });
  const person = await dashboard.member({ role: "editor", email, workspaceId: colleague.workspaceId });
  await leaveTraces(person, email, colleague);
  const secrets = { passwordHash: "CANARY_hash", totpSecret: "CANARY_totp" };
  await dashboard.deps.db.user.update({ where: { id: person.userId }, data: secrets });
  await dashboard.deps.db.auditEntry.createMany({
    data: Array.from({ length: 1_100 }, (_, at) => ({
      id: uuidv7(),
      userId: person.userId,
      action: "test.many",
      subject: String(at),
    })),
  });
  let text = "";
  for await (const part of exportAccount(dashboard.deps, { userId: person.userId, email })) text += part;
  expect(text).not.toContain("CANARY");
  const document = JSON.parse(text);
  expect(document.account).toMatchObject({ email, name: "Grace" });
  expect(document.account.passkeys).toHaveLength(1);
  expect(document.account.accounts).toHaveLength(1);
  expect(document.account.savedViews).toHaveLength(1);
  expect(document.account.members).toHaveLength(1);
  expect(document.invitations).toHaveLength(1);
  const many = document.auditEntries.filter(({ action }: { action: string }) => action === "test.many");
  expect(many.map(({ subject }: { subject: string }) => Number(subject))).toEqual([...Array(1_100).keys()]);
  expect(document.timelineEntries.map(({ kind }: { kind: string }) => kind)).toContain("comment");
});
