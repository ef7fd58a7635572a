import * as z from "zod";

/** What the server concludes for a monitor. `paused` is shown, never stored as a transition. */
export const Verdict = z.enum(["unknown", "up", "down", "degraded", "flapping", "maintenance"]);
export type Verdict = z.infer<typeof Verdict>;
