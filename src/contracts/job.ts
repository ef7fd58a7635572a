import * as z from "zod";
import { ORIGINS } from "./job-entry.ts";

export { encodeChanged, encodeJobs, type Job, MAX_JOBS_PER_ENTRY } from "./job-entry.ts";

/** Why a probe was asked: a due slot, the first look at a new monitor, a confirmation, or a person's click. */
export const Origin = z.enum(ORIGINS);
export type Origin = z.infer<typeof Origin>;
