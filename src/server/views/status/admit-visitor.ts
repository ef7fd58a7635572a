import { clientAddress } from "#server/auth/client-address.ts";
import { readSessionId } from "#server/auth/current-actor.ts";
import { findSignedIn } from "#server/auth/find-actor.ts";
import { isInNetwork } from "#server/auth/in-network.ts";
import { readCookie } from "#server/auth/session-cookie.ts";
import { gateCookieName, isGateKey, readGateCookie } from "#server/runtime/gate-cookie.ts";
import { findMember } from "#server/store/member-store.ts";
import type { PageGate, StatusDeps } from "./read-snapshot.ts";

/**
 * admitted: `isPublic` says whether everybody gets the same answer, so that caches may keep it. gate: the visitor may
 * prove something at <page>/enter. refused: the answer of a page that does not exist.
 */
export type Admission =
  | { kind: "admitted"; isPublic: boolean }
  | { kind: "gate"; gate: "password" | "email" }
  | { kind: "refused" };

const ADMITTED: Admission = { kind: "admitted", isPublic: false };

/** Members of the page's workspace may always look, drafts included. A session that cannot be read is none. */
export async function admitVisitor(deps: StatusDeps, request: Request, gate: PageGate): Promise<Admission> {
  if (gate.state === "published") {
    if (gate.access.kind === "public") return { kind: "admitted", isPublic: true };
    if (isLetIn(deps, request, gate)) return ADMITTED;
  }
  if (await isMember(deps, request, gate.workspaceId)) return ADMITTED;
  if (gate.state !== "published") return { kind: "refused" };
  const { kind } = gate.access;
  return kind === "password" || kind === "email" ? { kind: "gate", gate: kind } : { kind: "refused" };
}

function isLetIn({ auth, now }: StatusDeps, request: Request, gate: PageGate): boolean {
  const { access } = gate;
  if (access.kind === "network") {
    return isInNetwork(clientAddress(request.headers, auth.trustProxy), access.ranges);
  }
  const key = new URL(request.url).searchParams.get("key");
  if (key !== null && isGateKey(auth.secret, gate, key)) return true;
  if (access.kind === "members") return false;
  return ["__Secure-", ""].some((prefix) => {
    const name = gateCookieName(gate.pageId, { isHttps: prefix !== "" });
    const cookie = { value: readCookie(request.headers, name), nowMs: now().getTime() };
    return readGateCookie(auth.secret, gate, cookie) === "admitted";
  });
}

/** Where there is no page, the same is asked: how long an answer takes must not tell. */
export async function isMember(
  deps: StatusDeps,
  request: Request,
  workspaceId: string | null,
): Promise<boolean> {
  const sessionId = await readSessionId(deps.auth, request.headers);
  if (sessionId === null) return false;
  try {
    const signedIn = await findSignedIn(deps, { sessionId, at: deps.now() });
    if (signedIn === null) return false;
    const { userId } = signedIn.identity;
    const asked = workspaceId ?? signedIn.actor?.workspaceId ?? userId;
    return (await findMember(deps.db, { workspaceId: asked, userId })) !== null && workspaceId !== null;
  } catch (error) {
    deps.log.warn({ err: error }, "A visitor's session could not be read.");
    return false;
  }
}
