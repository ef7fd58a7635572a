import { answerGate, answerMissing, answerUnavailable, baseOf } from "./answer-status.ts";
import { openGate } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The gate by itself. A link that was mailed leads here, to one button: who opens it to look, such as a scanner, uses
 * nothing up. */
export async function answerGateLink(deps: StatusDeps, request: Request, param: string): Promise<Response> {
  const opened = await openGate(deps, request, pageRefOf(param));
  if (opened.kind === "missing") return answerMissing(deps, request);
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind === "admitted") {
    const headers = { location: baseOf(param) || "/", "cache-control": "private, no-store" };
    return new Response(null, { status: 303, headers });
  }
  const { gate, page } = opened;
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const isLink = gate === "email" && TOKEN.test(token);
  return answerGate(deps, request, { gate, page, param, status: 200, ...(isLink && { token }) });
}
