import { appDeps } from "#server/trpc/app-deps.ts";
import { handleGate } from "#server/trpc/handle-gate.ts";
import { answerGateLink } from "#server/views/status/answer-gate-link.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

/** Shows the gate, or the button of a link that was mailed: opening a link uses nothing up. */
export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return answerGateLink(appDeps(), request, (await params).slug);
}

export async function POST(request: Request, { params }: Segment): Promise<Response> {
  return handleGate(appDeps(), request, (await params).slug);
}
