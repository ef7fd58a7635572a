import "server-only";
import { TRPCError } from "@trpc/server";
import { cache } from "react";
import { createServerCaller } from "#server/trpc/caller.ts";

/** One caller per request, so that the session is looked up once. */
export const serverCaller = cache(createServerCaller);

/** Null for a visitor without a session. */
export const findIdentity = cache(async () => {
  const caller = await serverCaller();
  return orNull(caller.session.me(), "UNAUTHORIZED");
});

export const findMonitor = cache(async (id: string) => {
  const caller = await serverCaller();
  return orNull(caller.monitor.get({ id }), "NOT_FOUND", "BAD_REQUEST");
});

export const findIncident = cache(async (id: string) => {
  const caller = await serverCaller();
  return orNull(caller.incident.get({ id }), "NOT_FOUND", "BAD_REQUEST");
});

export const findStatusPage = cache(async (id: string) => {
  const caller = await serverCaller();
  return orNull(caller.statusPage.get({ id }), "NOT_FOUND", "BAD_REQUEST");
});

export const findObjective = cache(async (id: string) => {
  const caller = await serverCaller();
  return orNull(caller.objective.get({ id }), "NOT_FOUND", "BAD_REQUEST");
});

export const findSlaReport = cache(async (id: string) => {
  const caller = await serverCaller();
  return orNull(caller.objective.report({ id }), "NOT_FOUND", "BAD_REQUEST");
});

async function orNull<Value>(answer: Promise<Value>, ...codes: TRPCError["code"][]): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError && codes.includes(error.code)) return null;
    throw error;
  }
}
