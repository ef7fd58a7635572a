import type { JobStream } from "#contracts/stream.ts";
import type { ProbeDeps } from "#probes/core/ports.ts";
import type { Send } from "#server/runtime/deps.ts";
import type { StatementVariants } from "./postgres/session.ts";
import type { CommandChange } from "./simulated-wire.ts";

/** `late_commit`: answers before the commit. `no_transaction`: every statement for itself. `kept`: connections stay taken. */
export type SqlMode = "late_commit" | "no_transaction" | "kept";

/** A planted bug: what it puts in the place of a port. Production code knows nothing of it. */
export type Mutant = {
  name: string;
  stream?: (real: JobStream, user: "app" | "probe") => JobStream;
  command?: CommandChange;
  probe?: (real: ProbeDeps) => ProbeDeps;
  send?: (real: Send) => Send;
  sql?: SqlMode;
  statements?: StatementVariants;
};
