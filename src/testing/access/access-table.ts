import type { ApiScope } from "#contracts/api-key.ts";
import { Role } from "#contracts/role.ts";

/**
 * Who gets past the door of a procedure. `person`: whoever is signed in, in whatever workspace. `viewer`, `editor` and
 * `shared` are open to API keys with the scope; `shared` is closed to whoever is held to tags. The rest is for people.
 */
export type Door =
  | "public"
  | "person"
  | "viewer"
  | "editor"
  | "shared"
  | "member viewer"
  | "member editor"
  | "admin"
  | "owner";
/** The scope: what a key needs; null where no key gets in. */
export type AccessRow = readonly [door: Door, scope: ApiScope | null];

const open: AccessRow = ["public", null];
const person: AccessRow = ["person", null];
const read: AccessRow = ["viewer", "read"];
const own: AccessRow = ["member viewer", null];
const change: AccessRow = ["editor", "monitors:write"];
const incident: AccessRow = ["editor", "incidents:write"];
const maintenance: AccessRow = ["editor", "maintenance:write"];
const shared: AccessRow = ["shared", "channels:write"];
const page: AccessRow = ["shared", "status_pages:write"];
const bulk: AccessRow = ["member editor", null];
const admin: AccessRow = ["admin", null];
const owner: AccessRow = ["owner", null];

/** Every procedure has a row; one without fails the matrix. */
export const ACCESS: Record<string, AccessRow> = {
  ...rows("setup", { status: open, createOwner: open }),
  ...rows("signIn", { options: open, requestLink: open, requestReset: open, resetPassword: open }),
  ...rows("signInMethod", {
    list: person,
    startLink: person,
    confirmLink: person,
    declineLink: person,
    unlink: person,
  }),
  ...rows("session", {
    me: person,
    reader: person,
    list: person,
    revoke: person,
    signOut: person,
    revokeOthers: person,
  }),
  ...rows("account", {
    get: person,
    setName: person,
    setReading: person,
    setPassword: person,
    requestEmail: person,
    export: person,
    delete: person,
    confirmEmail: open,
  }),
  ...rows("proof", {
    ways: person,
    withPassword: person,
    withCode: person,
    offerPasskey: person,
    withPasskey: person,
  }),
  ...rows("passkey", {
    list: person,
    offer: person,
    add: person,
    rename: person,
    remove: person,
    offerSignIn: open,
  }),
  ...rows("twoFactor", { start: person, confirm: person, turnOff: person, renewCodes: person }),
  ...rows("palette", { search: own }),
  ...rows("onboarding", { steps: own }),
  ...rows("savedView", { list: own, create: own, update: own, delete: own }),
  ...rows("monitor", {
    list: read,
    counts: read,
    get: read,
    latency: read,
    uptime: read,
    phases: read,
    heatMap: read,
    ticks: read,
    evidence: read,
    artifact: read,
    transitions: read,
    gaps: read,
    tags: read,
    rules: read,
    trial: ["editor", "read"],
    setRules: change,
    create: change,
    update: change,
    pause: change,
    resume: change,
    delete: change,
    setChannels: change,
    test: change,
    checkNow: change,
  }),
  ...rows("secret", {
    list: ["editor", "read"],
    create: ["shared", "monitors:write"],
    update: ["shared", "monitors:write"],
    delete: ["shared", "monitors:write"],
  }),
  ...rows("config", { export: read, plan: read, run: ["shared", "monitors:write"] }),
  ...rows("imported", { get: read, add: ["shared", "monitors:write"] }),
  ...rows("incomingHook", {
    list: ["shared", null],
    events: ["shared", null],
    create: ["shared", null],
    update: ["shared", null],
    renew: ["shared", null],
    delete: ["shared", null],
  }),
  ...rows("heartbeat", { get: read, rotateToken: change }),
  ...rows("bulk", { current: own, get: own, start: bulk, cancel: bulk, undo: bulk }),
  ...rows("backtest", { list: read, get: read, start: change, cancel: change }),
  ...rows("incident", {
    list: read,
    openCount: read,
    get: read,
    ofMonitor: read,
    assignees: read,
    draftPostMortem: read,
    create: incident,
    acknowledge: incident,
    assign: incident,
    comment: incident,
    update: incident,
    resolve: incident,
    reopen: incident,
    merge: incident,
    savePostMortem: incident,
  }),
  ...rows("objective", {
    list: read,
    get: read,
    create: ["shared", "monitors:write"],
    update: ["shared", "monitors:write"],
    delete: ["shared", "monitors:write"],
    exclude: ["shared", "monitors:write"],
    include: ["shared", "monitors:write"],
    makeReport: ["shared", "monitors:write"],
    reports: read,
    report: read,
  }),
  ...rows("maintenance", {
    list: read,
    upcoming: read,
    calendar: read,
    preview: read,
    create: maintenance,
    update: maintenance,
    delete: maintenance,
    end: maintenance,
    renewHook: maintenance,
  }),
  ...rows("channel", {
    kinds: read,
    list: read,
    ofMonitor: read,
    pushKey: ["shared", "read"],
    create: shared,
    update: shared,
    enable: shared,
    delete: shared,
    test: shared,
  }),
  ...rows("delivery", { list: read, resend: ["editor", "channels:write"] }),
  ...rows("escalation", { list: read, create: shared, update: shared, delete: shared }),
  ...rows("onCall", {
    list: read,
    preview: read,
    create: shared,
    update: shared,
    delete: shared,
    addOverride: shared,
    removeOverride: shared,
  }),
  ...rows("statusPost", {
    list: read,
    get: read,
    audience: read,
    draftsOfIncident: read,
    draftPostMortem: read,
    create: page,
    edit: page,
    addUpdate: page,
    editUpdate: page,
    deleteUpdate: page,
    publish: page,
    unpublish: page,
    delete: page,
    savePostMortem: page,
  }),
  ...rows("statusTemplate", { list: read, create: page, update: page, delete: page }),
  ...rows("statusPage", {
    list: read,
    get: read,
    asset: read,
    create: page,
    setTexts: page,
    setSlug: page,
    saveLayout: page,
    setLook: page,
    setAccess: page,
    setAutoPosts: page,
    publish: page,
    unpublish: page,
    schedule: page,
    duplicate: page,
    delete: page,
    uploadAsset: page,
    deleteAsset: page,
    setDomain: page,
    removeDomain: page,
    checkDomain: page,
  }),
  ...rows("statusSubscriber", { counts: read, list: ["editor", "read"], add: page, remove: page }),
  ...rows("workspace", {
    list: person,
    create: person,
    switch: person,
    get: own,
    policy: read,
    setPolicy: ["shared", null],
    update: admin,
    export: admin,
    delete: owner,
  }),
  ...rows("member", { list: admin, update: admin, remove: admin, leave: own, transfer: owner }),
  ...rows("invitation", {
    list: admin,
    create: admin,
    resend: admin,
    revoke: admin,
    preview: open,
    signUp: open,
    accept: person,
    mine: person,
    acceptMine: person,
  }),
  ...rows("apiKey", { list: admin, create: admin, revoke: admin }),
  ...rows("auditLog", { list: admin, facets: admin }),
  ...rows("region", {
    list: read,
    locations: read,
    create: admin,
    rename: admin,
    rotateToken: admin,
    enable: admin,
    delete: admin,
  }),
  ...rows("system", { overview: read, health: read, metrics: read, audit: read }),
  ...rows("live", { monitors: read }),
};

function rows(group: string, verbs: Record<string, AccessRow>): Record<string, AccessRow> {
  return Object.fromEntries(Object.entries(verbs).map(([verb, row]) => [`${group}.${verb}`, row]));
}

export type Standing =
  | { kind: "nobody" }
  /** Signed in, but a member of nothing. */
  | { kind: "outsider" }
  | { kind: "member"; role: Role; tagged: boolean }
  | { kind: "key"; scopes: readonly ApiScope[] };

const LEAST: Partial<Record<Door, Role>> = {
  viewer: "viewer",
  editor: "editor",
  shared: "editor",
  "member viewer": "viewer",
  "member editor": "editor",
  admin: "admin",
  owner: "owner",
};

/** What the door says; null: come in. */
export function refusalOf([door, scope]: AccessRow, who: Standing): "UNAUTHORIZED" | "FORBIDDEN" | null {
  if (door === "public") return null;
  if (who.kind === "nobody") return "UNAUTHORIZED";
  if (who.kind === "key")
    return scope !== null && who.scopes.includes(scope) && fits(door, who) ? null : "FORBIDDEN";
  if (door === "person") return null;
  if (who.kind === "outsider") return "FORBIDDEN";
  const least = LEAST[door] ?? "owner";
  if (Role.options.indexOf(who.role) < Role.options.indexOf(least)) return "FORBIDDEN";
  return door === "shared" && who.tagged ? "FORBIDDEN" : null;
}

/** A key that only reads is a viewer. */
function fits(door: Door, { scopes }: { scopes: readonly ApiScope[] }): boolean {
  return door === "viewer" || scopes.some((scope) => scope !== "read");
}
