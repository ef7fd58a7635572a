import type { FindingView } from "#contracts/view.ts";

const DAY_MS = 86_400_000;
/** Whole days; when fewer are left somebody should act. */
const SOON_DAYS = 14;
const ENDS: readonly FindingView["key"][] = ["certificateExpiresAt", "domainExpiresAt"];

export type FindingValue = {
  value: string;
  /** Where it was seen; null when every region that looked says the same. */
  regions: string[] | null;
  /** Epoch ms at which it ends; null of what does not end. */
  endsAt: number | null;
  daysLeft: number | null;
  isSoon: boolean;
};
export type FindingGroup = { key: FindingView["key"]; values: FindingValue[] };

/** One group per key, one value per thing that was seen. */
export function groupFindings(findings: readonly FindingView[], now: number): FindingGroup[] {
  const groups = new Map<FindingView["key"], Map<string, string[]>>();
  for (const { key, value, regionName } of findings) {
    const values = groups.get(key) ?? new Map<string, string[]>();
    groups.set(key, values.set(value, [...(values.get(value) ?? []), regionName]));
  }
  return [...groups].map(([key, values]) => ({
    key,
    values: [...values].map(([value, regions]) => ({
      value,
      regions: values.size === 1 ? null : regions,
      ...endOf(key, value, now),
    })),
  }));
}

function endOf(key: FindingView["key"], value: string, now: number) {
  const endsAt = ENDS.includes(key) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(endsAt)) return { endsAt: null, daysLeft: null, isSoon: false };
  const daysLeft = Math.floor((endsAt - now) / DAY_MS);
  return { endsAt, daysLeft, isSoon: daysLeft < SOON_DAYS };
}
