import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleTrpcRequest } from "#server/trpc/handle-request.ts";
import { refuseBusyByTrpc, refuseByTrpc } from "#server/trpc/refuse-by-trpc.ts";

export const dynamic = "force-dynamic";
/** A little longer than a subscription may last before the browser opens the next one. */
export const maxDuration = 300;

const handle = withRequest(
  { route: "/api/trpc", kind: "app", refuse: refuseByTrpc, refuseBusy: refuseBusyByTrpc },
  handleTrpcRequest,
);

export { handle as GET, handle as POST };
