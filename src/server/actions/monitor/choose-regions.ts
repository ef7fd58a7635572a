import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { listRegionsByCode } from "#server/store/region-store.ts";

/** The regions by code. A disabled one is refused, unless the monitor has it already. */
export async function chooseRegions(
  tx: Tx,
  choice: { codes: readonly string[]; present: readonly string[] },
): Promise<{ id: number; code: string }[]> {
  const found = await listRegionsByCode(tx, choice.codes);
  const usable = found.filter((region) => region.enabled || choice.present.includes(region.code));
  const refused = choice.codes.filter((code) => !usable.some((region) => region.code === code));
  if (refused.length > 0) {
    const message =
      refused.length === 1
        ? `The region ${refused[0]} cannot be used.`
        : `These regions cannot be used: ${refused.join(", ")}.`;
    throw new AppError("invalid", message, { field: "regions" });
  }
  return usable.map(({ id, code }) => ({ id, code }));
}
