import { ProbeReport } from "#contracts/probe-rpc.ts";
import type { StreamMessage } from "#contracts/stream.ts";
import { INGEST_GROUP, resultsKey } from "#contracts/stream-keys.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { measureIngest } from "#server/runtime/metrics/measure-ingest.ts";
import { keepOwnReport } from "#server/store/own-report-store.ts";
import { listRegionRows, type RegionRow } from "#server/store/region-credential-store.ts";
import { ingestReport } from "./ingest-report.ts";

const READER = { group: INGEST_GROUP, consumer: "app", count: 20 };
const BUDGET_MS = 20_000;

export type DrainReport = { reports: number; ticks: number; unreadable: number; failure: string | null };

/** Takes in what probes left in Redis while the app was away. An entry is acknowledged after its commit. */
export async function drainSpools(deps: Deps): Promise<DrainReport> {
  const drained: DrainReport = { reports: 0, ticks: 0, unreadable: 0, failure: null };
  const endsAt = deps.clock() + BUDGET_MS;
  try {
    for (const region of await listRegionRows(deps.pool)) {
      if ((await deps.stream.length(resultsKey(region.code))) > 0)
        await drainRegion(deps, { region, drained, endsAt });
    }
  } catch (error) {
    deps.log.warn({ err: error }, "The spool could not be drained and is tried again.");
    drained.failure = error instanceof Error ? error.message : String(error);
  }
  return drained;
}

type Drain = { region: RegionRow; drained: DrainReport; endsAt: number };

async function drainRegion(deps: Deps, { region, drained, endsAt }: Drain): Promise<void> {
  const stream = resultsKey(region.code);
  await deps.stream.ensureGroup(stream, INGEST_GROUP);
  // Left by a sweep that died: every app is the same consumer, so it finds them as its own.
  let messages = await deps.stream.readPending(stream, { ...READER, after: "0" });
  while (deps.clock() < endsAt) {
    if (messages.length === 0) messages = await deps.stream.readNew([stream], READER);
    if (messages.length === 0) return;
    for (const message of messages) await takeIn(deps, { region, message, drained });
    await deps.stream.acknowledge(
      stream,
      INGEST_GROUP,
      messages.map((message) => message.id),
    );
    messages = [];
  }
}

async function takeIn(
  deps: Deps,
  given: { region: RegionRow; message: StreamMessage; drained: DrainReport },
): Promise<void> {
  const spooled = parseReport(given.message.payload);
  if (spooled === null) {
    deps.log.error(
      { region: given.region.code, entry: given.message.id },
      "A spooled report is not readable.",
    );
    given.drained.unreadable += 1;
    return;
  }
  const report = await keepOwnReport(deps.pool, { region: given.region, report: spooled });
  const receipt = await measureIngest(given.region, report, () =>
    ingestReport(deps, { regionId: given.region.id, report }),
  );
  given.drained.reports += 1;
  given.drained.ticks += receipt.accepted;
}

function parseReport(payload: string): ProbeReport | null {
  try {
    const parsed = ProbeReport.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
