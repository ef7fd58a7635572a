import { turnDigestOffByLink } from "#server/actions/digest/turn-digest-off-by-link.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

type Segment = { params: Promise<{ token: string }> };

export const dynamic = "force-dynamic";

/** The form of the page, and what mail programs send for one click (RFC 8058): the link is all that either needs. */
export const POST = withRequest(
  { route: "/api/digest/off/[token]", kind: "anonymous" },
  async (_request: Request, { params }: Segment) => {
    const { token } = await params;
    const isDone = await turnDigestOffByLink(appDeps(), token);
    const location = `/digest-off/${encodeURIComponent(token)}${isDone ? "?done=1" : ""}`;
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  },
);
