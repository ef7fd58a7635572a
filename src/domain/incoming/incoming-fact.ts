import type { DeployState } from "#contracts/incoming-hook.ts";
import type { Severity } from "#contracts/policy.ts";

/** Times are epoch ms, by the sender's clock where it says one. */
export type AlertFact = {
  kind: "alert";
  action: "open" | "update" | "resolve";
  key: string;
  title: string;
  message: string;
  /** Null: the hook's. */
  severity: Severity | null;
  at: number;
};

export type DeployFact = {
  kind: "deploy";
  /** What the sender calls it; the same again changes the deploy. */
  externalId: string;
  name: string;
  version: string;
  environment: string;
  /** http(s), or empty. */
  url: string;
  state: DeployState;
  at: number;
};

export type IncomingFact = AlertFact | DeployFact | { kind: "nothing"; message: string };

/** A body that is not what the kind of the hook sends. The message is for whoever looks at the hook. */
export class IncomingProblem extends Error {
  override readonly name = "IncomingProblem";
}
