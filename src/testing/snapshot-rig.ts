import type { SnapshotComponent, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { findPageGate } from "#server/store/status-snapshot-store.ts";
import { moveWatermark } from "#server/store/watermark-store.ts";
import { type BuiltSnapshot, buildSnapshot, type KnownPast } from "#server/views/status/build-snapshot.ts";
import { aStatusPage, type StatusPageSpec } from "./a-status-page.ts";
import { OutageRig } from "./outage-rig.ts";

const DAY_MS = 86_400_000;
/** Noon, so that no test is decided by a day that ends. */
export const SNAPSHOT_START = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS / 2;
export const PUBLIC_REGIONS = ["us", "eu", "ap-south"] as const;

/** An outage rig with status pages in front of it. */
export class SnapshotRig {
  /** Names of the statements of the last build. */
  statements: string[] = [];
  private pages = 0;

  private constructor(readonly outage: OutageRig) {}

  static async open(): Promise<SnapshotRig> {
    const outage = await OutageRig.open(SNAPSHOT_START);
    await outage.addRegions(PUBLIC_REGIONS);
    await outage.rows("UPDATE region SET name = 'Mumbai' WHERE code = 'ap-south'");
    return new SnapshotRig(outage);
  }

  /** As if nothing had happened, with regions that are well. */
  async reset(): Promise<void> {
    const { outage } = this;
    await outage.rows(
      "TRUNCATE monitor, maintenance, tick, gap, watermark, rollup_hour, rollup_day, status_page CASCADE",
    );
    await outage.rows(
      "UPDATE region SET last_seen_at = to_timestamp($1 / 1000.0) + interval '1 day', healthy = true",
      [SNAPSHOT_START],
    );
    outage.deps.setNow(SNAPSHOT_START);
  }

  async addPage(spec: Omit<StatusPageSpec, "workspaceId" | "slug">) {
    this.pages += 1;
    const slug = `page-${this.pages}`;
    const { database, workspaceId } = this.outage;
    return { ...(await aStatusPage(database.db, { workspaceId, slug, ...spec })), slug };
  }

  /** One reading from every public region. */
  async seeAll(monitorId: number, at: number, outcome: "ok" | "refused" = "ok"): Promise<void> {
    for (const region of PUBLIC_REGIONS) await this.outage.see({ monitorId, region, at, outcome });
  }

  /** As visitors get it at the rig's present moment; the clock has just run unless `clockAt` says otherwise. */
  async build(slug: string, given: { clockAt?: number; past?: KnownPast } = {}): Promise<BuiltSnapshot> {
    const { database, deps } = this.outage;
    const nowMs = deps.clock();
    await moveWatermark(database.pool, { name: "clock", atMs: given.clockAt ?? nowMs });
    const gate = await findPageGate(database.pool, { kind: "slug", slug });
    if (gate === null) throw new Error(`There is no page ${slug}.`);
    this.statements = [];
    const query = (statement: { name: string }) => {
      this.statements.push(statement.name);
      return database.pool.query(statement as never);
    };
    const outside = { sql: { query } as never, appUrl: "https://uptick.example", now: () => new Date(nowMs) };
    const built = await buildSnapshot(outside, gate, given.past ?? null);
    if (built === null) throw new Error("The page is gone.");
    return built;
  }
}

export function componentOf(snapshot: StatusSnapshot, name: string): SnapshotComponent {
  const found = snapshot.sections.flatMap(({ components }) => components).find((one) => one.name === name);
  if (!found) throw new Error(`There is no component ${name}.`);
  return found;
}
