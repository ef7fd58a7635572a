import { isTRPCClientError } from "@trpc/client";
import { codeOf } from "./query-client.ts";

/** The server's sentence when it answered; ours when the request did not arrive. */
export function errorMessage(error: unknown): string {
  if (isTRPCClientError(error) && codeOf(error) !== "UNKNOWN") return error.message;
  return "The server did not answer. Check your connection and try again.";
}
