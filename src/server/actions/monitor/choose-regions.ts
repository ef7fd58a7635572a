import { isDeepStrictEqual } from "node:util";
import type { Check } from "#contracts/check.ts";
import { canRun } from "#domain/check/can-run.ts";
import { kindsOfRegion } from "#domain/region/kinds-of-region.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { listRegionsByCode } from "#server/store/region-store.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { requireAllowedTargets } from "./require-allowed-targets.ts";

export type RegionChoice = {
  workspaceId: string;
  codes: readonly string[];
  check: Check;
  at: Date;
  /** Of the shared regions. */
  egress: EgressPolicy;
  /** What the monitor has already. A region that is disabled, or can no longer run the same check, may stay. */
  present: { codes: readonly string[]; check: unknown };
};

const NOTHING_PRESENT: RegionChoice["present"] = { codes: [], check: null };

/** The regions by code. Refused: one that the workspace does not have, a disabled one, one that cannot run the check, and one that may not reach its target. */
export async function chooseRegions(
  tx: Tx,
  { present = NOTHING_PRESENT, ...choice }: Omit<RegionChoice, "present"> & Partial<RegionChoice>,
): Promise<{ id: number; code: string }[]> {
  const found = await listRegionsByCode(tx, choice);
  const usable = found.filter((region) => region.enabled || present.codes.includes(region.code));
  const refused = choice.codes.filter((code) => !usable.some((region) => region.code === code));
  if (refused.length > 0) {
    const message =
      refused.length === 1
        ? `The region ${refused[0]} cannot be used.`
        : `These regions cannot be used: ${refused.join(", ")}.`;
    throw new AppError("invalid", message, { field: "regions" });
  }
  const isSameCheck = isDeepStrictEqual(choice.check, present.check);
  for (const region of usable) {
    if (isSameCheck && present.codes.includes(region.code)) continue;
    const { runtime, name } = region;
    const kinds = kindsOfRegion(region, choice.at.getTime());
    const answer = canRun(choice.check, { runtime, kinds });
    if (answer !== true) throw new AppError("invalid", `${name}: ${answer}`, { field: "regions" });
    requireAllowedTargets(choice.egress, { check: choice.check, region });
  }
  return usable.map(({ id, code }) => ({ id, code }));
}
