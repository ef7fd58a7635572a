import { TRPCError } from "@trpc/server";
import type { DashboardCaller } from "../dashboard.ts";

type Call = (input: unknown) => Promise<unknown>;
/** `text` is what whoever called got to read. */
export type Outcome = { code: string; text: string };

/** Calls `group.verb`; what goes wrong is an outcome, too. */
export async function tryCall(caller: DashboardCaller, name: string, input: unknown): Promise<Outcome> {
  const [group = "", verb = ""] = name.split(".");
  const procedures = caller[group as keyof DashboardCaller] as unknown as Record<string, Call>;
  try {
    const answer = await procedures[verb]?.(input);
    return { code: "OK", text: JSON.stringify(answer) ?? "" };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: error.code, text: error.message };
  }
}
