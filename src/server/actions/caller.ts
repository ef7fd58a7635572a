import type { JobStream } from "#contracts/stream.ts";
import { type Actor, hasRole, type Identity, type UserActor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Db } from "#server/store/prisma.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import type { FairUse } from "./monitor/require-fair-use.ts";

export type ActionDeps = {
  db: Db;
  stream: JobStream;
  log: Logger;
  now: () => Date;
  /** What users may have the server and the shared probes connect to. */
  egress: EgressPolicy;
  /** Null: an installation among people who know each other. */
  fairUse: FairUse | null;
  /** Says that there may be new deliveries; whoever comes first sends them. */
  wakeNotifier: () => void;
  /** Judges monitors that are due then, if that is soon. */
  wakeClock: (dueAtMs: number) => void;
};

/** Who runs a command, and from where. */
export type Caller = { actor: Actor; address: string; userAgent: string | null };
/** A person who runs a command on what is theirs alone. */
export type Person = { identity: Identity; address: string; userAgent: string | null };
/** A person who runs a command in the workspace that they look at. */
export type MemberCaller = Caller & Person & { actor: UserActor };

export function requireEditor({ actor }: Caller): void {
  if (hasRole(actor, "editor")) return;
  throw new AppError("forbidden", "Your role may look at monitors but not change them.");
}
