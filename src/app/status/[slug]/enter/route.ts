import { answerEnter } from "#server/actions/status-gate/answer-enter.ts";
import { readGateForm } from "#server/actions/status-gate/read-gate-form.ts";
import { isForeignForm } from "#server/auth/foreign-form.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { answerGateLink } from "#server/views/status/answer-gate-link.ts";
import {
  answerGate,
  answerMissing,
  answerUnavailable,
  baseOf,
  localeOf,
} from "#server/views/status/answer-status.ts";
import { openGate } from "#server/views/status/open-snapshot.ts";
import { pageRefOf } from "#server/views/status/read-snapshot.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

/** Shows the gate, or the button of a link that was mailed: opening a link uses nothing up. */
export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return answerGateLink(appDeps(), request, (await params).slug);
}

/** The form of a gate. Where there is no gate for this visitor, the answer is that of no page. */
export async function POST(request: Request, { params }: Segment): Promise<Response> {
  const { slug: param } = await params;
  const deps = appDeps();
  const form = isForeignForm(request, deps.auth.appUrl) ? null : await readGateForm(request);
  const opened = await openGate(deps, request, pageRefOf(param));
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind === "admitted") {
    return new Response(null, {
      status: 303,
      headers: { location: baseOf(param) || "/", "cache-control": "no-store" },
    });
  }
  if (opened.kind === "missing") return answerMissing(deps, request);
  const { page, gate } = opened;
  if (form === null) return answerGate(deps, request, { gate, page, param, answer: "wrong" });
  try {
    const locale = localeOf(request, "en");
    const answer = await answerEnter(deps, request, { page, form, base: baseOf(param), locale });
    if (answer.kind === "entered") {
      const headers = { location: answer.location, "set-cookie": answer.cookie, "cache-control": "no-store" };
      return new Response(null, { status: 303, headers });
    }
    const wait: Record<string, string> =
      "waitMs" in answer ? { "retry-after": String(Math.ceil(answer.waitMs / 1000)) } : {};
    return answerGate(deps, request, {
      gate,
      page,
      param,
      answer: answer.answer,
      status: answer.status,
      headers: wait,
    });
  } catch (error) {
    deps.log.error({ err: error }, "A visitor could not be let in.");
    return answerGate(deps, request, { gate, page, param, answer: "unavailable", status: 503 });
  }
}
