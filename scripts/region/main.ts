import { parseArgs } from "node:util";
import { RegionCode, Runtime } from "#contracts/region.ts";
import { connect, type Sql } from "#server/store/prisma.ts";
import {
  countRegionMonitors,
  disableRegion,
  findRegionByCode,
  issueToken,
  listRegionRows,
  type RegionRow,
  revokeTokens,
  saveRegion,
} from "#server/store/region-credential-store.ts";

const USAGE = `Usage: npm run region -- <command>
  list                                  every region and when its probe was last seen
  add <code> [--name "Frankfurt"] [--runtime node|edge|agent] [--poke-url https://…]
                                        makes or changes a region and prints a token for its probe, once
  rotate <code>                         ends the region's tokens and prints a new one
  remove <code>                         gives the region no more jobs and ends its tokens; its history stays
`;

class UsageError extends Error {}

type Options = { name?: string; runtime?: string; "poke-url"?: string };

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error(USAGE);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: "string" },
      runtime: { type: "string" },
      "poke-url": { type: "string" },
      help: { type: "boolean" },
    },
  });
  const [command, code] = positionals;
  if (values.help || command === undefined) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set and no Uptick runs here. Start it with `npm run up`.");
  const { pool } = connect({ url, max: 1 });
  try {
    await run(pool, { command, code, options: values });
    return 0;
  } finally {
    await pool.end();
  }
}

async function run(
  sql: Sql,
  given: { command: string; code: string | undefined; options: Options },
): Promise<void> {
  switch (given.command) {
    case "list":
      return list(sql);
    case "add":
      return add(sql, parseCode(given.code), given.options);
    case "rotate":
      return rotate(sql, await getRegion(sql, given.code));
    case "remove":
      return remove(sql, await getRegion(sql, given.code));
    default:
      throw new UsageError(`There is no command "${given.command}".`);
  }
}

async function list(sql: Sql): Promise<void> {
  const regions = await listRegionRows(sql);
  if (regions.length === 0) return console.log("There is no region yet.");
  console.table(
    regions.map((region) => ({
      code: region.code,
      name: region.name,
      runtime: region.runtime,
      enabled: region.enabled,
      healthy: region.healthy,
      "last seen": region.lastSeenAt === null ? "never" : new Date(region.lastSeenAt).toISOString(),
      "poke URL": region.pokeUrl ?? "",
    })),
  );
}

async function add(sql: Sql, code: RegionCode, options: Options): Promise<void> {
  const known = await findRegionByCode(sql, code);
  const runtime = Runtime.safeParse(options.runtime ?? known?.runtime ?? "node");
  if (!runtime.success) throw new UsageError("--runtime is node, edge or agent.");
  const pokeUrl = options["poke-url"] ?? known?.pokeUrl ?? null;
  if (pokeUrl !== null && !/^https?:\/\/[^/]/.test(pokeUrl))
    throw new UsageError("--poke-url is a full URL.");
  const name = options.name ?? known?.name ?? code;
  const id = await saveRegion(sql, { code, name, runtime: runtime.data, pokeUrl });
  showToken(code, await issueToken(sql, { id, code }));
}

async function rotate(sql: Sql, region: RegionRow): Promise<void> {
  const ended = await revokeTokens(sql, region.id);
  console.log(`Ended ${ended} token(s) of ${region.code}; a probe that uses one stops within 30 s.`);
  showToken(region.code, await issueToken(sql, region));
}

async function remove(sql: Sql, region: RegionRow): Promise<void> {
  await disableRegion(sql, region.id);
  const monitors = await countRegionMonitors(sql, region.id);
  console.log(`Region ${region.code} is given no more jobs and its tokens have ended.`);
  if (monitors > 0)
    console.log(`${monitors} monitor(s) still name it: their slots there become gaps until edited.`);
}

async function getRegion(sql: Sql, code: string | undefined): Promise<RegionRow> {
  const region = await findRegionByCode(sql, parseCode(code));
  if (!region) throw new Error(`There is no region "${code}". \`npm run region -- list\` shows them.`);
  return region;
}

function parseCode(code: string | undefined): RegionCode {
  const parsed = RegionCode.safeParse(code);
  if (!parsed.success)
    throw new UsageError(`Give the region's code. ${parsed.error.issues[0]?.message ?? ""}`);
  return parsed.data;
}

function showToken(code: RegionCode, token: string): void {
  console.log(`Token of ${code}, shown this once (UPTICK_PROBE_TOKEN of its probe):\n${token}`);
}
