import * as z from "zod";
import { assertionsOf } from "./assertion.ts";

/** A container on the agent's own machine. Which engine is asked is the agent's setting, never the check's. */
export const DockerCheck = z.strictObject({
  kind: z.literal("docker"),
  container: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/, "Give the container's name or id."),
  /** True: a container with a health check must be healthy, too. */
  requireHealthy: z.boolean().default(true),
  assertions: assertionsOf("docker"),
});
export type DockerCheck = z.infer<typeof DockerCheck>;
