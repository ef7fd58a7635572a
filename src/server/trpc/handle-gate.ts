import { answerEnter, type EnterAnswer, type EnterDeps } from "#server/actions/status-gate/answer-enter.ts";
import { readGateForm } from "#server/actions/status-gate/read-gate-form.ts";
import { isForeignForm } from "#server/auth/foreign-form.ts";
import {
  answerGate,
  answerMissing,
  answerUnavailable,
  baseOf,
  localeOf,
} from "#server/views/status/answer-status.ts";
import { openGate } from "#server/views/status/open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "#server/views/status/read-snapshot.ts";

/** The form of a page's gate. Where this visitor meets no gate, the answer is that of no page. */
export async function handleGate(
  deps: StatusDeps & EnterDeps,
  request: Request,
  param: string,
): Promise<Response> {
  const form = isForeignForm(request, deps.auth.appUrl) ? null : await readGateForm(request);
  const opened = await openGate(deps, request, pageRefOf(param));
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind === "missing") return answerMissing(deps, request);
  if (opened.kind === "admitted") return leadTo(baseOf(param) || "/");
  const { page, gate } = opened;
  const shown = { gate, page, param };
  if (form === null) return answerGate(deps, request, { ...shown, answer: "wrong" });
  try {
    const entry = { page, form, base: baseOf(param), locale: localeOf(request, "en") };
    const answer = await answerEnter(deps, request, entry);
    if (answer.kind === "entered") return leadTo(answer.location, answer.cookie);
    return answerGate(deps, request, { ...shown, ...answer, headers: waitOf(answer) });
  } catch (error) {
    deps.log.error({ err: error }, "A visitor could not be let in.");
    return answerGate(deps, request, { ...shown, answer: "unavailable", status: 503 });
  }
}

function waitOf(answer: Extract<EnterAnswer, { kind: "again" }>): Record<string, string> {
  return answer.answer === "throttled" ? { "retry-after": String(Math.ceil(answer.waitMs / 1000)) } : {};
}

function leadTo(location: string, cookie?: string): Response {
  const headers = { location, "cache-control": "private, no-store", ...(cookie && { "set-cookie": cookie }) };
  return new Response(null, { status: 303, headers });
}
