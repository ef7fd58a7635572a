import { handleManage } from "#server/trpc/handle-subscription.ts";
import { subscriptionDeps } from "#server/trpc/subscription-deps.ts";

type Segment = { params: Promise<{ slug: string; token: string }> };

export const dynamic = "force-dynamic";

async function answer(request: Request, { params }: Segment): Promise<Response> {
  const { slug, token } = await params;
  return handleManage(subscriptionDeps(), request, { param: slug, token });
}

export const GET = answer;
export const POST = answer;
