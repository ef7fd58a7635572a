import { clientAddress } from "#server/auth/client-address.ts";
import { type AuthSettings, currentPrincipal } from "#server/auth/current-actor.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Db } from "#server/store/prisma.ts";
import { exportAccount } from "./export-account.ts";

type ExportDeps = { db: Db; auth: AuthSettings; log: Logger; now: () => Date };

/** A download for whoever has proven lately who sits at this browser; it changes nothing. */
export async function answerAccountExport(deps: ExportDeps, request: Request): Promise<Response> {
  const at = deps.now();
  const { headers } = request;
  const address = clientAddress(headers, deps.auth.trustProxy);
  const { identity } = await currentPrincipal(deps, { headers, at, address });
  if (identity === null) return refuse(401, "Sign in first.");
  try {
    requireFreshProof(identity, at);
  } catch (error) {
    if (error instanceof AppError) return refuse(412, error.message);
    throw error;
  }
  const name = `uptick-account-${at.toISOString().slice(0, 10)}.json`;
  return new Response(streamOf(deps, exportAccount(deps, identity)), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
}

function streamOf(deps: ExportDeps, parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        // The browser shows a download that broke off instead of a file that looks whole.
        deps.log.error({ err: error }, "An account's export broke off.");
        controller.error(error);
      }
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { "cache-control": "private, no-store" } });
}
