import { SOCKET_ADDRESS_HEADER } from "#server/auth/client-address.ts";
import { sealSession } from "#server/auth/seal-session.ts";
import { sessionCookie } from "#server/auth/session-cookie.ts";
import { handleGate } from "#server/trpc/handle-gate.ts";
import { answerGateLink } from "#server/views/status/answer-gate-link.ts";
import { answerStatus, type StatusPart } from "#server/views/status/answer-status.ts";
import type { Dashboard } from "./dashboard.ts";

type Way = { address?: string; cookie?: string; query?: string; headers?: Record<string, string> };

/** Visitors of status pages as the routes serve them. `looks` counts the statements of the views. */
export function createVisitors(dashboard: Dashboard) {
  let looks = 0;
  const { pool } = dashboard.database;
  const query = (...given: unknown[]) => {
    looks += 1;
    return (pool.query as (...all: unknown[]) => unknown).apply(pool, given);
  };
  const deps = { ...dashboard.deps, sql: { query } as never };
  const { appUrl } = deps.auth;
  const ask = (path: string, { address = "203.0.113.1", cookie, query: search = "", headers = {} }: Way) =>
    new Request(`${appUrl}/status/${path}${search}`, {
      headers: { [SOCKET_ADDRESS_HEADER]: address, ...(cookie !== undefined && { cookie }), ...headers },
    });
  const post = (path: string, way: Way, form: Record<string, string>) => {
    const body = new URLSearchParams(form).toString();
    const headers = new Headers(ask(path, way).headers);
    headers.set("content-type", "application/x-www-form-urlencoded");
    headers.set("content-length", String(body.length));
    if (!headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
    return new Request(`${appUrl}/status/${path}`, { method: "POST", headers, body });
  };
  return {
    looks: () => looks,
    see: (param: string, way: Way = {}, part: StatusPart = { kind: "page" }) =>
      answerStatus(deps, ask(param, way), { param, part }),
    openLink: (param: string, way: Way = {}) => answerGateLink(deps, ask(`${param}/enter`, way), param),
    enter: (param: string, form: Record<string, string>, way: Way = {}) =>
      handleGate(deps, post(`${param}/enter`, way, form), param),
    /** The cookie of a signed-in person's browser. */
    sessionOf: async (member: { userId: string; sessionId: string }) =>
      `${sessionCookie(appUrl).name}=${await sealSession(deps.auth, member)}`,
  };
}

/** The cookie of an answer, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}
