import { uuidv7 } from "uuidv7";
import type { Role } from "#contracts/role.ts";
import { findSignedIn } from "#server/auth/find-actor.ts";
import type { MailMessage } from "#server/channels/channel.ts";
import { createVapidKeys } from "#server/runtime/vapid-keys.ts";
import { appRouter } from "#server/trpc/app-router.ts";
import type { AppDeps, Context } from "#server/trpc/context.ts";
import { createCallerFactory } from "#server/trpc/init.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createMemoryStream, type MemoryStream } from "./memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";
import { testKeyRing } from "./test-deps.ts";

const createCaller = createCallerFactory(appRouter);
export type DashboardCaller = ReturnType<typeof createCaller>;
type Member = { userId: string; workspaceId: string; sessionId: string };

export type Dashboard = {
  database: TestDatabase;
  deps: AppDeps;
  stream: MemoryStream;
  /** What the log got, to look at afterwards. */
  logged: { level: string; detail: unknown }[];
  /** What Uptick wrote to people, in order. */
  mails: MailMessage[];
  /** Resolves once everything is done that was left for after an answer. */
  settled: () => Promise<void>;
  member: (who: { role: Role; workspaceId?: string; email?: string }) => Promise<Member>;
  caller: (member: Member | null, change?: Partial<Context>) => Promise<DashboardCaller>;
  close: () => Promise<void>;
};

/** The dashboard's procedures over a database of their own and a stream in memory. */
export async function createDashboard(change: Partial<AppDeps> = {}): Promise<Dashboard> {
  const database = await createTestDatabase();
  const logged: { level: string; detail: unknown }[] = [];
  const keep = (level: string) => (detail: unknown) => void logged.push({ level, detail });
  const stream = createMemoryStream();
  const mails: MailMessage[] = [];
  const works: Promise<void>[] = [];
  const deps: AppDeps = {
    db: database.db,
    sql: database.pool,
    stream,
    auth: { appUrl: "http://localhost:3000", secret: "x".repeat(40), trustProxy: false },
    signIn: { providers: [], mailLinks: true, password: "everybody", signUp: "invited", warnings: [] },
    send: async () => ({ kind: "sent", request: null, response: { status: 200, body: "ok", latencyMs: 1 } }),
    mail: {
      send: async (message) => {
        mails.push(message);
        return { kind: "sent", response: { status: 250, body: "ok", latencyMs: 1 } };
      },
    },
    keyRing: testKeyRing,
    vapidKeys: createVapidKeys({
      pool: database.pool,
      keyRing: testKeyRing,
      subject: "mailto:a@example.com",
      given: null,
    }),
    setupToken: "set-up-token-for-tests",
    version: "0.0.0",
    log: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") },
    wakeBacktest: () => undefined,
    wakeBulk: () => undefined,
    wakeEraser: () => undefined,
    wakeNotifier: () => undefined,
    wakeClock: () => undefined,
    later: (work) => void works.push(work()),
    now: () => new Date(),
    resolveTxt: async () => ({ kind: "none" }),
    egress: OPEN_EGRESS,
    fairUse: null,
    ...change,
  };
  return {
    database,
    deps,
    stream,
    logged,
    mails,
    async settled() {
      await Promise.all(works.splice(0));
    },
    member: (who) => addMember(deps, who),
    async caller(member, contextChange = {}) {
      const query = member && { sessionId: member.sessionId, at: deps.now() };
      const principal = (query && (await findSignedIn(deps, query))) ?? { identity: null, actor: null };
      const request = { requestId: "request-1", address: "192.0.2.1", userAgent: "Test", forgery: null };
      const context: Context = { deps, ...request, ...principal };
      return createCaller({ ...context, ...contextChange });
    },
    close: () => database.close(),
  };
}

async function addMember(
  deps: AppDeps,
  who: { role: Role; workspaceId?: string; email?: string },
): Promise<Member> {
  const [userId, sessionId] = [uuidv7(), uuidv7()];
  const workspaceId =
    who.workspaceId ?? (await deps.db.workspace.create({ data: { id: uuidv7(), name: "Workspace" } })).id;
  await deps.db.user.create({
    data: {
      id: userId,
      email: who.email ?? `${userId}@example.com`,
      members: { create: { workspaceId, role: who.role } },
      sessions: { create: { id: sessionId, expiresAt: new Date(Date.now() + 86_400_000) } },
    },
  });
  return { userId, workspaceId, sessionId };
}
