import { uuidv7 } from "uuidv7";
import { SIGNED_KINDS } from "#contracts/incoming-hook.ts";
import { type IncomingFact, IncomingProblem } from "#domain/incoming/incoming-fact.ts";
import { readCall } from "#domain/incoming/read-call.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import {
  findHookOfToken,
  lockHookOfToken,
  openHookSecret,
  recordCall,
  type StoredHook,
} from "#server/store/incoming-hook-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps } from "../caller.ts";
import { requireKeyRing } from "../channel/change-channel.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { type Applied, type Applying, applyAlert } from "./apply-alert.ts";
import { applyDeploy } from "./apply-deploy.ts";
import { hashIncomingToken } from "./change-incoming-hook.ts";
import { findForgedCall } from "./verify-signature.ts";

export type IncomingDeps = ActionDeps & { keyRing: KeyRing | null };
export type IncomingCall = { token: string; address: string; headers: Headers; text: string };
/** How many parts of a call did what. */
export type IncomingAnswer = Record<Applied["outcome"], number>;

const PER_MINUTE = 240;
const WRONG_PER_MINUTE = 30;

/**
 * Everything a call says is done in one transaction, or nothing; the sender then calls again, and what it repeats changes
 * nothing. Throws AppError: `not_found`, `unauthenticated`, `invalid`, `limit_reached`.
 */
export async function receiveCall(deps: IncomingDeps, call: IncomingCall): Promise<IncomingAnswer> {
  const at = deps.now();
  const tokenHash = hashIncomingToken(call.token);
  const hook = await findHookOfToken(deps.db, tokenHash);
  if (!hook) return refuseStranger(deps, { address: call.address, at });
  await requirePerMinute(deps.db, { key: `incoming:${hook.id}`, limit: PER_MINUTE, noun: "calls", at });

  const facts = await readFacts(deps, { hook, call, at });
  return inTransaction(deps, async (tx) => {
    const held = await lockHookOfToken(tx, tokenHash);
    if (!held) throw new AppError("not_found", NOT_OURS);
    const applied: Applied[] = [];
    for (const fact of facts) applied.push(await apply(tx, { hook: held, address: call.address, at }, fact));
    const events = applied.map((part) => ({ ...part, id: uuidv7(), at }));
    await recordCall(tx, { hookId: held.id, at, events, problem: null });
    return countOutcomes(applied);
  });
}

const NOT_OURS = "This address belongs to no hook. It may have been renewed.";

/** By address: a token must not be guessed at speed. */
async function refuseStranger(
  deps: IncomingDeps,
  { address, at }: { address: string; at: Date },
): Promise<never> {
  const key = `incoming-stranger:${address}`;
  await requirePerMinute(deps.db, { key, limit: WRONG_PER_MINUTE, noun: "calls", at });
  throw new AppError("not_found", NOT_OURS);
}

type Received = { hook: StoredHook; call: IncomingCall; at: Date };

/** What is refused stands with the hook, so that whoever looks after it sees why nothing comes of its calls. */
async function readFacts(deps: IncomingDeps, { hook, call, at }: Received): Promise<IncomingFact[]> {
  const forged = judge(deps, { hook, call, at });
  if (forged !== null) {
    await note(deps, { hook, at, problem: forged });
    throw new AppError("unauthenticated", forged);
  }
  try {
    const event = call.headers.get("x-github-event") ?? "";
    return readCall(hook.kind, { text: call.text, event, nowMs: at.getTime() });
  } catch (cause) {
    if (!(cause instanceof IncomingProblem)) throw cause;
    await note(deps, { hook, at, problem: cause.message });
    throw new AppError("invalid", cause.message, { cause });
  }
}

function judge(deps: IncomingDeps, { hook, call, at }: Received): string | null {
  if (!SIGNED_KINDS.includes(hook.kind)) return null;
  const { headers, text: body } = call;
  const secret = openHookSecret(requireKeyRing(deps), hook);
  return findForgedCall({ kind: hook.kind, headers, body, secret, nowMs: at.getTime() });
}

async function note(
  deps: IncomingDeps,
  { hook, at, problem }: { hook: StoredHook; at: Date; problem: string },
): Promise<void> {
  const event = {
    id: uuidv7(),
    at,
    outcome: "refused" as const,
    message: problem.slice(0, 500),
    incidentId: null,
  };
  await inTransaction(deps, (tx) =>
    recordCall(tx, { hookId: hook.id, at, events: [event], problem: event.message }),
  );
}

async function apply(tx: Tx, on: Applying, fact: IncomingFact): Promise<Applied> {
  if (fact.kind === "alert") return applyAlert(tx, on, fact);
  if (fact.kind === "deploy") return applyDeploy(tx, on, fact);
  return { outcome: "ignored", message: fact.message, incidentId: null };
}

function countOutcomes(applied: readonly Applied[]): IncomingAnswer {
  const counts: IncomingAnswer = { applied: 0, repeated: 0, late: 0, ignored: 0, refused: 0 };
  for (const { outcome } of applied) counts[outcome] += 1;
  return counts;
}
