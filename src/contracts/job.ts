import * as z from "zod";
import { MAX_JOBS_PER_ENTRY, ORIGINS } from "./job-entry.ts";

export { decodeJobs, encodeChanged, encodeJobs, type Job, MAX_JOBS_PER_ENTRY } from "./job-entry.ts";

/** Why a probe was asked: a due slot, the first look at a new monitor, a confirmation, or a person's click. */
export const Origin = z.enum(ORIGINS);
export type Origin = z.infer<typeof Origin>;

/** The entry as a schema, for everything that may carry zod; an edge probe reads with `parseEntry`. */
export const StreamEntry = z.discriminatedUnion("kind", [
  z.object({
    v: z.literal(1),
    kind: z.literal("jobs"),
    base: z.number().int(),
    jobs: z.array(z.number().int()).max(MAX_JOBS_PER_ENTRY * 4),
  }),
  z.object({
    v: z.literal(1),
    kind: z.literal("changed"),
    monitorIds: z.array(z.number().int()).max(1000),
  }),
]);
export type StreamEntry = z.infer<typeof StreamEntry>;
