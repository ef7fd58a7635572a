import { EGRESS_REFUSAL } from "./egress-policy.ts";

/** The policy forbids the connection; nothing was sent. */
export class EgressError extends Error {
  override readonly name = "EgressError";
  readonly code = "EGRESS_BLOCKED";
  constructor() {
    super(EGRESS_REFUSAL);
  }
}
