import type { JobStream } from "#contracts/stream.ts";
import type { ProbeDeps } from "#probes/core/ports.ts";
import type { Send } from "#server/runtime/deps.ts";
import type { realStages } from "./actors/app-actor.ts";
import type { StatementVariants } from "./postgres/session.ts";

/** A planted bug: what it puts in the place of a port. Production code knows nothing of it. */
export type Mutant = {
  name: string;
  stream?: (real: JobStream, user: "app" | "probe") => JobStream;
  probe?: (real: ProbeDeps) => ProbeDeps;
  send?: (real: Send) => Send;
  stages?: (real: typeof realStages) => typeof realStages;
  statements?: StatementVariants;
};
