import { parseArgs } from "node:util";
import { exportEveryPage } from "#server/pipeline/status-export/export-every-page.ts";
import { type ExportDeps, exportPage } from "#server/pipeline/status-export/export-page.ts";
import { connect } from "#server/store/prisma.ts";

const USAGE = `Usage: npm run export-status -- --page <slug> --out <folder>
       npm run export-status -- --every --out <folder>   each public page into a folder of its slug

Writes a status page as files that any host of plain files can serve. Run it again to bring them up to date.
  --url <address>   where this Uptick is reached; otherwise NEXTAUTH_URL, or http://localhost:3000
`;

class UsageError extends Error {}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error(USAGE);
  return 2;
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      page: { type: "string" },
      every: { type: "boolean", default: false },
      out: { type: "string" },
      url: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.out === undefined) throw new UsageError("Name a folder: --out <folder>.");
  if ((values.page === undefined) === !values.every) throw new UsageError("Name a page, or say --every.");
  const database = process.env.DATABASE_URL;
  if (!database)
    throw new Error("DATABASE_URL is not set and no Uptick runs here. Start it with `npm run up`.");
  const appUrl = (values.url ?? process.env.NEXTAUTH_URL ?? "http://localhost:3000").replace(/\/+$/, "");
  const { pool, db } = connect({ url: database, max: 1 });
  try {
    const deps = { sql: pool, appUrl, now: () => new Date() };
    return values.page === undefined
      ? await every(deps, values.out)
      : await one(deps, values.page, values.out);
  } finally {
    await db.$disconnect();
    await pool.end();
  }
}

async function every(deps: ExportDeps, folder: string): Promise<number> {
  console.log(`${await exportEveryPage(deps, folder)} files changed in ${folder}.`);
  return 0;
}

async function one(deps: ExportDeps, slug: string, folder: string): Promise<number> {
  const exported = await exportPage(deps, { slug, folder });
  if (exported.kind === "missing") throw new Error(`There is no status page "${slug}".`);
  if (exported.kind === "not_public")
    throw new Error(`"${slug}" is a draft or not public. Files are open to everybody, so it is not written.`);
  console.log(`${exported.files} files in ${folder}, ${exported.changed} changed.`);
  return 0;
}
