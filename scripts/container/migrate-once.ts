import { RegionCode } from "#contracts/region.ts";
import { explainMigrationError, migrate } from "#scripts/apply-migrations.mjs";
import { prepareDays, prepareRegions } from "#scripts/launcher/prepare-regions.ts";

process.exit(await main());

/** Brings the database to this version, and makes the regions whose tokens the environment names. Twice does no harm. */
async function main(): Promise<number> {
  const url = process.env.DATABASE_URL ?? "";
  try {
    const applied = await migrate(url, say);
    await prepareDays(url);
    const regions = readRegions(process.env.UPTICK_REGION_TOKENS ?? "");
    await prepareRegions(url, regions);
    say(`The database is ready: ${applied.length} migration(s) applied, ${regions.length} region(s) known.`);
    return 0;
  } catch (error) {
    process.stderr.write(`uptick: ${explainMigrationError(error)}\n`);
    return 1;
  }
}

function readRegions(text: string): { code: RegionCode; token: string }[] {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return pairs.map((pair) => {
    const [code = "", token = ""] = pair.trim().split("=");
    return { code: RegionCode.parse(code), token };
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
