import { handleTrpcRequest } from "#server/trpc/handle-request.ts";

export const dynamic = "force-dynamic";
/** A little longer than a subscription may last before the browser opens the next one. */
export const maxDuration = 300;

export { handleTrpcRequest as GET, handleTrpcRequest as POST };
