import { ApiScope } from "#contracts/api-key.ts";
import type { Role } from "#contracts/role.ts";
import { sealSession } from "#server/auth/seal-session.ts";
import { sessionCookie } from "#server/auth/session-cookie.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import type { AppDeps, Context } from "#server/trpc/context.ts";
import { createContext } from "#server/trpc/create-context.ts";
import { aRegion } from "../builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "../dashboard.ts";
import type { Standing } from "./access-table.ts";
import { type Ids, type Maker, makeAll } from "./nouns.ts";

export const CRON_SECRET = "a-secret-of-the-cron-driver";
/** What the restricted members are held to; nothing that `ids` names carries it. */
export const OWN_TAG = "shop";

export type Principal = {
  name: string;
  standing: Standing;
  headers: Record<string, string>;
  /** Whether the things that were made are theirs to see. */
  sees: boolean;
};
export type AccessWorld = {
  dashboard: Dashboard;
  maker: Maker;
  /** Of the workspace that everything is tried on. */
  ids: Ids;
  stranger: Maker;
  principals: Principal[];
  /** Whom the headers stand for is looked up once. */
  caller: (principal: Pick<Principal, "headers">) => Promise<DashboardCaller>;
  /** Past the door there is nothing: whoever gets in breaks on it, and changes nothing. */
  doorOnly: (principal: Pick<Principal, "headers">) => Promise<DashboardCaller>;
};

type Member = Awaited<ReturnType<Dashboard["member"]>>;

/** Two workspaces and everybody who could come along, each with what they really send. */
export async function createAccessWorld(): Promise<AccessWorld> {
  const dashboard = await createDashboard();
  const { deps } = dashboard;
  const regionId = await aRegion(deps.db, "aa-1");
  const aMaker = async () => {
    const member = await dashboard.member({ role: "owner" });
    const owner = await dashboard.caller(member);
    return { member, dashboard, owner, workspaceId: member.workspaceId, tags: ["secret"] };
  };
  const [maker, stranger] = [await aMaker(), await aMaker()];
  const token = await issueToken(deps.sql, { id: regionId, code: "aa-1" });
  const principals = [
    ...(await listNobodies(dashboard, { maker, token })),
    ...(await listMembers(dashboard, maker)),
    {
      ...member("owner of another workspace", "owner", await cookieOf(dashboard, stranger.member)),
      sees: false,
    },
    ...(await listKeys(maker.owner, stranger.owner)),
  ];
  const contexts = new Map<string, Promise<Context>>();
  const contextOf = (headers: Record<string, string>) => {
    const name = JSON.stringify(headers);
    const context =
      contexts.get(name) ?? createContext(deps, { headers: new Headers(headers), forgery: null });
    contexts.set(name, context);
    return context;
  };
  const nothing: AppDeps = {
    ...deps,
    db: broken<AppDeps["db"]>(),
    sql: broken<AppDeps["sql"]>(),
    stream: broken<AppDeps["stream"]>(),
  };
  return {
    dashboard,
    maker,
    ids: await makeAll(maker),
    stranger,
    principals,
    caller: async ({ headers }) => dashboard.caller(null, await contextOf(headers)),
    doorOnly: async ({ headers }) => dashboard.caller(null, { ...(await contextOf(headers)), deps: nothing }),
  };
}

async function listNobodies(dashboard: Dashboard, { maker, token }: { maker: Maker; token: string }) {
  const revoked = await keyOf(maker.owner, ApiScope.options);
  await maker.owner.apiKey.revoke({ id: revoked.id });
  const outsider: Principal = {
    ...nobody("removed member", await cookieOfRemoved(dashboard, maker)),
    standing: { kind: "outsider" },
  };
  return [
    nobody("visitor", {}),
    nobody("expired session", await cookieOfExpired(dashboard, maker.workspaceId)),
    nobody("revoked key", revoked.headers),
    nobody("probe credential", { authorization: `Bearer ${token}` }),
    nobody("cron secret", { authorization: `Bearer ${CRON_SECRET}` }),
    outsider,
  ];
}

async function listMembers(dashboard: Dashboard, maker: Maker & { member: Member }): Promise<Principal[]> {
  const { workspaceId } = maker;
  const as = async (role: Role, tags: string[] = []) => {
    const made = await dashboard.member({ role, workspaceId });
    await dashboard.deps.db.member.updateMany({ where: { userId: made.userId }, data: { tags } });
    return cookieOf(dashboard, made);
  };
  return [
    member("viewer", "viewer", await as("viewer")),
    member("editor", "editor", await as("editor")),
    member("admin", "admin", await as("admin")),
    member("owner", "owner", await cookieOf(dashboard, maker.member)),
    { ...member("restricted viewer", "viewer", await as("viewer", [OWN_TAG])), ...restricted("viewer") },
    { ...member("restricted editor", "editor", await as("editor", [OWN_TAG])), ...restricted("editor") },
  ];
}

async function listKeys(owner: DashboardCaller, stranger: DashboardCaller): Promise<Principal[]> {
  const all = ApiScope.options;
  return [
    key("reading key", await keyOf(owner, ["read"])),
    key("writing key", await keyOf(owner, all)),
    { ...key("key of another workspace", await keyOf(stranger, all)), sees: false },
  ];
}

function nobody(name: string, headers: Record<string, string>): Principal {
  return { name, headers, standing: { kind: "nobody" }, sees: false };
}

function member(name: string, role: Role, headers: Record<string, string>): Principal {
  return { name, headers, standing: { kind: "member", role, tagged: false }, sees: true };
}

function restricted(role: Role): Pick<Principal, "standing" | "sees"> {
  return { standing: { kind: "member", role, tagged: true }, sees: false };
}

type MadeKey = { scopes: ApiScope[]; headers: Record<string, string> };
function key(name: string, { scopes, headers }: MadeKey): Principal {
  return { name, headers, standing: { kind: "key", scopes }, sees: true };
}

async function keyOf(from: DashboardCaller, scopes: ApiScope[]) {
  const made = await from.apiKey.create({ name: scopes.join().slice(0, 80), scopes, expiresInDays: null });
  return { id: made.id, scopes, headers: { authorization: `Bearer ${made.key}` } };
}

/** As the browser sends it. */
export async function cookieOf({ deps }: Dashboard, member: Member): Promise<Record<string, string>> {
  const { name } = sessionCookie(deps.auth.appUrl);
  return { cookie: `${name}=${await sealSession(deps.auth, member)}` };
}

async function cookieOfExpired(dashboard: Dashboard, workspaceId: string) {
  const member = await dashboard.member({ role: "owner", workspaceId });
  const data = { expiresAt: new Date(Date.now() - 1_000) };
  await dashboard.deps.db.session.updateMany({ where: { userId: member.userId }, data });
  return cookieOf(dashboard, member);
}

async function cookieOfRemoved(dashboard: Dashboard, { owner, workspaceId }: Maker) {
  const member = await dashboard.member({ role: "editor", workspaceId });
  await owner.member.remove({ userId: member.userId });
  return cookieOf(dashboard, member);
}

function broken<Part extends object>(): Part {
  const get = () => {
    throw new Error("There is nothing behind this door.");
  };
  return new Proxy({} as Part, { get });
}
