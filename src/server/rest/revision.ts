import type { MonitorDetail } from "#contracts/view.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";

/** The same for the same configuration, whoever looks. */
export function revisionOf({ input }: Pick<MonitorDetail, "input">): string {
  return sha256Hex(JSON.stringify(input)).slice(0, 32);
}

/** Somebody has changed it since it was read (RFC 9110 §13.1.1). */
export class StaleRevision extends AppError {
  constructor() {
    super("conflict", "The monitor has changed since you read it. Read it again.");
  }
}

/** `*` fits whatever there is. */
export function requireRevision(monitor: MonitorDetail, ifMatch: string): void {
  if (ifMatch !== "*" && ifMatch !== revisionOf(monitor)) throw new StaleRevision();
}
