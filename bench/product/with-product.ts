import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type FarTarget, startFarTarget } from "#testing/rig/far-target.ts";
import { type Product, type ProductOptions, startProduct } from "#testing/rig/product-rig.ts";
import { plainCheck, seedMonitors } from "#testing/rig/seed-monitors.ts";

export const REGION = "local-1";

export type Bench = { product: Product; target: FarTarget; db: Client; cores: number };

/** Runs `work` against an installation of its own that is empty at first and gone afterwards. */
export async function withProduct<Result>(
  work: (bench: Bench) => Promise<Result>,
  options: Omit<ProductOptions, "dataFolder"> = { regions: [REGION] },
): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), "uptick-bench-"));
  const target = await startFarTarget();
  try {
    const product = await startProduct({ dataFolder, ...options });
    try {
      return await withDatabase({ product, target, cores: cpus().length }, work);
    } finally {
      await product.stop();
    }
  } finally {
    await target.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function withDatabase<Result>(
  given: Omit<Bench, "db">,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const db = new Client({ connectionString: given.product.databaseUrl });
  await db.connect();
  try {
    return await work({ ...given, db });
  } finally {
    await db.end();
  }
}

export function seedLoad(
  bench: Pick<Bench, "db" | "target">,
  load: { count: number; intervalMs: number },
): Promise<number[]> {
  return seedMonitors(bench.db, {
    ...load,
    regions: [REGION],
    checkOf: (id) => plainCheck(bench.target.urlOf(id)),
  });
}
