import { uuidv7 } from "uuidv7";
import { hostOf } from "#contracts/check-target.ts";
import { trialTarget } from "#contracts/job-entry.ts";
import type { TrialInput } from "#contracts/trial.ts";
import { canBeAsked } from "#domain/region/judge-region.ts";
import { actorId } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { listRegions } from "#server/store/region-store.ts";
import { insertTrial } from "#server/store/trial-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { requireSecrets } from "../secret/require-secrets.ts";
import { announceJob } from "./announce.ts";
import { chooseRegions } from "./choose-regions.ts";
import { inTransaction, recordCommand } from "./in-transaction.ts";
import { requireConsent } from "./require-fair-use.ts";
import { requireReadable } from "./require-readable.ts";

const PER_MINUTE = 6;

/** Runs a check once from the regions, as it would run when it were saved. Nothing is judged or counted by it. */
export async function testMonitor(
  deps: ActionDeps,
  caller: Caller,
  input: TrialInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  requireReadable(input.check);
  await requireConsent(deps.fairUse, input.check);
  const at = deps.now();
  const publicId = uuidv7();
  const { workspaceId } = caller.actor;
  const author = actorId(caller.actor);

  const asked = await inTransaction(deps, async (tx) => {
    await throttle(tx, { author, at });
    await requireSecrets(tx, { workspaceId, check: input.check });
    const chosen = await chooseRegions(tx, {
      workspaceId,
      codes: input.regions,
      check: input.check,
      at,
      egress: deps.egress,
    });
    const seen = new Map((await listRegions(tx, workspaceId)).map((region) => [region.id, region]));
    const regions = chosen.map(({ id, code }) => {
      const region = seen.get(id);
      return { id, code, asked: region !== undefined && canBeAsked(region, at.getTime()) };
    });
    const { check, timeoutMs } = input;
    const trialId = await insertTrial(tx, { publicId, workspaceId, author, check, timeoutMs, at, regions });
    const detail = {
      after: { kind: check.kind, host: hostOf(check), regions: input.regions },
    };
    await recordCommand(tx, caller, { action: "monitor.test", subject: publicId, at, detail });
    return { trialId, codes: regions.filter((region) => region.asked).map(({ code }) => code) };
  });

  const job = { monitorId: trialTarget(asked.trialId), configVersion: 1, scheduledAt: at.getTime() };
  const told = await announceJob(deps, asked.codes, { ...job, origin: "manual" });
  if (!told) throw new AppError("unavailable", "Not every region could be asked. Try again in a moment.");
  return { id: publicId };
}

async function throttle(tx: Tx, { author, at }: { author: string; at: Date }): Promise<void> {
  const window = { key: `monitor-test:${author}`, limit: PER_MINUTE, windowMs: 60_000 };
  const answer = await countAttempt(tx, { ...window, at });
  if (answer.allowed) return;
  const waitSec = Math.ceil(answer.waitMs / 1000);
  throw new AppError("limit_reached", `${PER_MINUTE} tests a minute at most. Wait ${waitSec} s.`);
}
