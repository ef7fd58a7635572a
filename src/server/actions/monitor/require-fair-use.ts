import type { Check } from "#contracts/check.ts";
import { hostOf } from "#contracts/check-target.ts";
import { listTargets } from "#domain/check/list-targets.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countChecksPerMinute } from "#server/store/host-load-store.ts";
import type { Tx } from "#server/store/prisma.ts";

/** What an installation for strangers owes to those who are checked. */
export type FairUse = {
  optsOut: (host: string) => Promise<boolean>;
  /** To one host, for all workspaces together. */
  checksPerMinute: number;
};

/** Refuses a check of a host whose owner has opted out. */
export async function requireConsent(fairUse: FairUse | null, check: Check): Promise<void> {
  if (fairUse === null) return;
  const targets = listTargets(check);
  const hosts = [...new Set(targets.map(({ host }) => host))];
  const answers = await Promise.all(hosts.map((host) => fairUse.optsOut(host)));
  const host = hosts.find((_host, index) => answers[index]);
  if (host === undefined) return;
  const field = targets.find((target) => target.host === host)?.field ?? "check";
  const message = `${host} asks not to be checked from here, by its DNS record _uptick.${host}.`;
  throw new AppError("invalid", message, { field });
}

type Edit = Load & { newCheck: boolean; newGrid: boolean };

/** Asks only about what an edit changes: a name can be mended whatever the host has asked for since. */
export async function requireFairEdit(fairUse: FairUse | null, tx: Tx, edit: Edit): Promise<void> {
  if (edit.newCheck) await requireConsent(fairUse, edit.check);
  if (edit.newCheck || edit.newGrid) await requireBearable(fairUse, tx, edit);
}

type Load = { monitorId: number | null; check: Check; intervalMs: number; regionCount: number };

/** Refuses what would have everybody together check one host more often than it can be asked to bear. */
export async function requireBearable(fairUse: FairUse | null, tx: Tx, load: Load): Promise<void> {
  const host = hostOf(load.check);
  if (fairUse === null || host === "") return;
  const others = await countChecksPerMinute(tx, { host, exceptId: load.monitorId });
  const own = (load.regionCount * 60_000) / load.intervalMs;
  if (others + own <= fairUse.checksPerMinute) return;
  throw new AppError(
    "limit_reached",
    `No host is checked more than ${fairUse.checksPerMinute} times a minute from here, by everybody together. Check this one less often, or from fewer regions.`,
    { field: "intervalSec" },
  );
}
