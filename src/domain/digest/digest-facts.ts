/** What a digest tells of; times are epoch ms, ratios 0…1 and never rounded. */
export type DigestFacts = {
  workspace: string;
  fromMs: number;
  toMs: number;
  monitors: number;
  /** Without maintenance, over all monitors by time; null: nothing is known. */
  uptime: { present: number | null; before: number | null };
  /** The monitors that were down longest, and how long. */
  worst: { name: string; ratio: number; downMs: number }[];
  /** How much of what was due is known; null: nothing was due. */
  coverage: number | null;
  /** Checks that were due and say nothing. */
  missed: number;
  incidents: {
    count: number;
    longest: { title: string; openedAt: number; durationMs: number; isOpen: boolean }[];
  };
  /** Mean response times that changed most; milliseconds. */
  slower: { name: string; presentMs: number; beforeMs: number }[];
  anomalies: {
    count: number;
    latest: { name: string; region: string; observedMs: number; usualMs: number }[];
  };
  ending: { name: string; what: "certificate" | "domain"; at: number }[];
};
