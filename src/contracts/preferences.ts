import * as z from "zod";

/** How a person likes the interface to be. */
export const Preferences = z.object({
  /** Shortcuts of a single key; WCAG 2.1.4 wants them to have a switch. */
  shortcuts: z.boolean().default(true),
  /** auto: as the language has it. */
  clock: z.enum(["auto", "12", "24"]).default("auto"),
  /** Whether moments are relative (“12 s ago”) or absolute where there is room for one only. */
  moments: z.enum(["relative", "absolute"]).default("relative"),
  /** The first steps are done or not wanted. */
  firstStepsDone: z.boolean().default(false),
  /** The weekly digest by mail. Off: nobody gets mail that they have not asked for. */
  digest: z.boolean().default(false),
});
export type Preferences = z.infer<typeof Preferences>;
