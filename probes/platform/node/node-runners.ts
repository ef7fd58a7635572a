import type { CheckRunners, ControlChecker } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { createHttpRunner } from "./http-runner.ts";

export type NodeRunnerOptions = {
  /** Extra trusted authorities in PEM, beside Node's own. */
  ca?: string[];
  egress: EgressPolicy;
};

/** What a long-running probe can check where it stands. */
export function createNodeRunners(options: NodeRunnerOptions): {
  runners: CheckRunners;
  checkControl: ControlChecker;
} {
  const http = createHttpRunner(options);
  return { runners: { http: http.run }, checkControl: http.checkControl };
}
