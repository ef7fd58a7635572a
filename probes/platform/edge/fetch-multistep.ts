import { canRun } from "#domain/check/can-run.ts";
import { createMultistepRunner } from "#probes/core/checks/multistep/run-multistep.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { unseen } from "#probes/core/unseen.ts";
import { FETCH_DEPS } from "./fetch-runner.ts";

const runSteps = createMultistepRunner(FETCH_DEPS);

/** Runs the steps over fetch. A check that needs more is not its target's fault, so it ends as `internal`. */
export const runFetchMultistep: CheckRunner<"multistep"> = async (config) => {
  const limit = canRun(config.check, { runtime: "edge", kinds: ["multistep"] });
  return limit === true ? runSteps(config) : unseen({ outcome: "internal", message: limit });
};
