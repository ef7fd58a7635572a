import { Deadline } from "#probes/core/deadline.ts";
import type { CheckRunners } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { findBrowser } from "./browser/find-browser.ts";
import { createBrowserRunner } from "./browser/run-browser.ts";
import { hasEngine } from "./docker/ask-engine.ts";
import { createDockerRunner } from "./docker/run-docker.ts";
import { createHostRunner } from "./host/run-host.ts";

const ENGINE_TIMEOUT_MS = 2000;

/** What an agent may use of its own machine. `dockerSocket` null: no containers. `chromiumPath` null: look for one. */
export type Machine = { dockerSocket: string | null; chromiumPath: string | null; mayRunScripts: boolean };

/** Containers only where the named Docker Engine answers, browsers only where there is one. */
export async function createMachineRunners(machine: Machine, egress: EgressPolicy): Promise<CheckRunners> {
  const browser = await findBrowser(machine.chromiumPath);
  const { mayRunScripts } = machine;
  return {
    host: createHostRunner(),
    ...(await dockerRunners(machine.dockerSocket)),
    ...(browser === null ? {} : { browser: createBrowserRunner({ ...browser, egress, mayRunScripts }) }),
  };
}

async function dockerRunners(dockerSocket: string | null): Promise<CheckRunners> {
  if (dockerSocket === null) return {};
  const deadline = new Deadline(ENGINE_TIMEOUT_MS);
  const isThere = await hasEngine(dockerSocket, deadline);
  deadline.clear();
  return isThere ? { docker: createDockerRunner({ socketPath: dockerSocket }) } : {};
}
