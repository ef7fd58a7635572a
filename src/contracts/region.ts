import * as z from "zod";

/** Short code of the place that probes run in, such as `fra1` or `local-1`. */
export const RegionCode = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,30}$/,
    "Use 1 to 31 lower-case letters, digits and hyphens, starting with a letter.",
  );
export type RegionCode = z.infer<typeof RegionCode>;

export const Runtime = z.enum(["node", "edge", "agent"]);
export type Runtime = z.infer<typeof Runtime>;
