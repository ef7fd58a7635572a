import { acknowledgeByLink } from "#server/actions/incident/acknowledge-by-link.ts";
import { clientAddress } from "#server/auth/client-address.ts";
import { isForeignForm } from "#server/auth/foreign-form.ts";
import { readAcknowledgeToken } from "#server/runtime/acknowledge-link.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

type Segment = { params: Promise<{ token: string }> };

export const dynamic = "force-dynamic";

/** The form of the page above. It leads back there, where the new state is shown. */
export async function POST(request: Request, { params }: Segment): Promise<Response> {
  const { token } = await params;
  const deps = appDeps();
  if (isForeignForm(request, deps.auth.appUrl)) {
    return new Response("This request comes from another site. Open the link of the message again.", {
      status: 403,
    });
  }
  const deliveryId = readAcknowledgeToken(deps.auth.secret, token);
  const address = clientAddress(request.headers, deps.auth.trustProxy);
  await acknowledgeByLink(deps, { deliveryId, address });
  const location = `/acknowledge/${encodeURIComponent(token)}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
