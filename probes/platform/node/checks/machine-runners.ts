import { Deadline } from "#probes/core/deadline.ts";
import type { CheckRunners } from "#probes/core/ports.ts";
import { hasEngine } from "./docker/ask-engine.ts";
import { createDockerRunner } from "./docker/run-docker.ts";
import { createHostRunner } from "./host/run-host.ts";

const ENGINE_TIMEOUT_MS = 2000;

/** What an agent may look at on its own machine. `dockerSocket` null: no containers. */
export type Machine = { dockerSocket: string | null };

/** Containers only where the named Docker Engine answers. */
export async function createMachineRunners({ dockerSocket }: Machine): Promise<CheckRunners> {
  const host = createHostRunner();
  if (dockerSocket === null) return { host };
  const deadline = new Deadline(ENGINE_TIMEOUT_MS);
  const isThere = await hasEngine(dockerSocket, deadline);
  deadline.clear();
  return isThere ? { host, docker: createDockerRunner({ socketPath: dockerSocket }) } : { host };
}
