import type { RegionStanding, SystemOverview } from "#contracts/view.ts";

const LATE_MS = 120_000;

/** Problems worth a person's time, each with what to do. */
export function findWarnings(overview: Omit<SystemOverview, "warnings">): string[] {
  return [...warnAboutServices(overview), ...warnAboutStages(overview), ...warnAboutRegions(overview)];
}

function warnAboutServices({ redis }: Omit<SystemOverview, "warnings">): string[] {
  if (redis.connected) return [];
  return ["Redis does not answer: no new checks are handed out. Look at its process and its log."];
}

function warnAboutStages(overview: Omit<SystemOverview, "warnings">): string[] {
  const { scheduleAheadMs, sweepAgeMs, rollupAgeMs } = overview;
  const cron = "Look whether the cron driver runs and has the right CRON_SECRET.";
  const warnings: string[] = [];
  if (scheduleAheadMs === null) warnings.push(`The schedule has never run. ${cron}`);
  else if (scheduleAheadMs < 0) warnings.push(`The schedule is behind. ${cron}`);
  if (sweepAgeMs !== null && sweepAgeMs > LATE_MS)
    warnings.push(`The sweep has not run for a while. ${cron}`);
  if (rollupAgeMs !== null && rollupAgeMs > 5 * LATE_MS) {
    warnings.push(`The rollup has not run for a while: figures are old. ${cron}`);
  }
  return warnings;
}

const STANDING_WARNINGS: Record<RegionStanding, string | null> = {
  reporting: null,
  cut_off: "cannot reach its control targets: its readings have no vote.",
  sick: "fails at much that other regions reach: its readings have no vote until it is well again.",
  silent: "has gone silent: its checks become gaps. Look at its probe and its log, or disable the region.",
  never_seen: "has never reported. Start its probe, or disable the region.",
};

function warnAboutRegions(overview: Omit<SystemOverview, "warnings">): string[] {
  return overview.regions
    .filter((region) => region.enabled)
    .flatMap((region) => {
      const warnings: string[] = [];
      const standing = STANDING_WARNINGS[region.standing];
      // Without a deployment that calls it, an edge region is one that nobody asked for.
      if (standing !== null && !(region.runtime === "edge" && region.standing === "never_seen")) {
        warnings.push(`${region.name} ${standing}`);
      }
      if (region.stream && region.stream.dead > 0) {
        warnings.push(
          `${region.name} gave up on ${region.stream.dead} jobs that stopped its probe. See dead:${region.code}.`,
        );
      }
      return warnings;
    });
}
