import { handleSubscribe } from "#server/trpc/handle-subscription.ts";
import { subscriptionDeps } from "#server/trpc/subscription-deps.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

async function answer(request: Request, { params }: Segment): Promise<Response> {
  const { slug } = await params;
  return handleSubscribe(subscriptionDeps(), request, { param: slug });
}

export const GET = answer;
export const POST = answer;
