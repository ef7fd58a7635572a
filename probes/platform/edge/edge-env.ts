import type { RegionCode } from "#contracts/region.ts";

export type EdgeEnv =
  | {
      kind: "complete";
      cronSecret: string;
      appUrl: string;
      probeToken: string;
      redisUrl: string;
      redisToken: string;
    }
  | { kind: "incomplete"; missing: string };

/** Every region's function has a token of its own, in UPTICK_PROBE_TOKEN_<REGION>. */
export function readEdgeEnv(region: RegionCode): EdgeEnv {
  const source: Record<string, string | undefined> = globalThis.process?.env ?? {};
  const tokenName = `UPTICK_PROBE_TOKEN_${region.toUpperCase().replaceAll("-", "_")}`;
  const names = [
    "CRON_SECRET",
    "NEXTAUTH_URL",
    tokenName,
    "UPSTASH_REDIS_REST_URL",
    "UPSTASH_REDIS_REST_TOKEN",
  ];
  const [cronSecret = "", appUrl = "", probeToken = "", redisUrl = "", redisToken = ""] = names.map(
    (name) => source[name],
  );
  const missing = names.find((name) => (source[name] ?? "") === "");
  return missing === undefined
    ? { kind: "complete", cronSecret, appUrl, probeToken, redisUrl, redisToken }
    : { kind: "incomplete", missing };
}
