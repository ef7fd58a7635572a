import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { RegionCode } from "#contracts/region.ts";

const USAGE = `Usage: make-env [--url https://uptick.example.com] [--regions eu,us]
Prints an environment file with new secrets for deploy/compose/compose.split.yaml. Keep it: it has the keys of everything.`;

type Said = { exitCode: 0 | 2; text: string };

/** Everything secret of one installation that runs in parts, made anew at each call. */
export function writeEnvFile(args: readonly string[]): Said {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { url: text, regions: text, help: { type: "boolean" } },
  });
  if (values.help) return { exitCode: 0, text: USAGE };
  const regions = (values.regions ?? "region-1,region-2,region-3").split(",").map((code) => code.trim());
  const wrong = regions.find((code) => !RegionCode.safeParse(code).success);
  if (wrong !== undefined) return { exitCode: 2, text: `"${wrong}" is no code of a region.\n${USAGE}` };
  const tokens = regions.map((code) => [code, `upr_${code}_${secret()}`] as const);
  const lines = [
    `NEXTAUTH_URL=${values.url ?? "http://localhost:3000"}`,
    `NEXTAUTH_SECRET=${secret()}`,
    `CRON_SECRET=${secret()}`,
    `UPTICK_SETUP_TOKEN=${secret()}`,
    `UPTICK_ENCRYPTION_KEYS=k1:${randomBytes(32).toString("base64")}`,
    `POSTGRES_PASSWORD=${secret()}`,
    `VALKEY_PASSWORD=${secret()}`,
    `BRIDGE_TOKEN=${secret()}`,
    `UPTICK_REGION_TOKENS=${tokens.map(([code, token]) => `${code}=${token}`).join(",")}`,
    ...tokens.map(([, token], at) => `PROBE_TOKEN_${at + 1}=${token}`),
  ];
  return { exitCode: 0, text: lines.join("\n") };
}

/** 43 characters, 256 bits; nothing in it has a meaning in a URL. */
function secret(): string {
  return randomBytes(32).toString("base64url");
}
