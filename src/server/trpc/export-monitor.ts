import type { LatencyPoint } from "#contracts/latency.ts";
import type { TickView } from "#contracts/view.ts";
import type { appRouter } from "./app-router.ts";
import type { Cell, CsvFile } from "./csv-response.ts";
import type { ExportQuery } from "./export-query.ts";
import type { createCallerFactory } from "./init.ts";

type Caller = ReturnType<ReturnType<typeof createCallerFactory<(typeof appRouter)["_def"]["record"]>>>;
type Asked = ExportQuery & { id: string };

const PAGE = 1_000;
const TICK_HEAD = [
  "at",
  "region",
  "origin",
  "outcome",
  "status",
  "total_ms",
  "dns_ms",
  "connect_ms",
  "tls_ms",
  "first_byte_ms",
  "transfer_ms",
  "bytes",
  "late_ms",
  "vote",
  "message",
];
const LATENCY_HEAD = [
  "at",
  "region",
  "p50_ms",
  "p75_ms",
  "p95_ms",
  "p99_ms",
  "max_ms",
  "good_checks",
  "failed_checks",
];

/** Each page is a call of the list's own procedure, so whoever may not see it does not get it. */
export async function exportTicks(caller: Caller, asked: Asked): Promise<CsvFile> {
  const { name } = await caller.monitor.get({ id: asked.id });
  return { name: `${fileName(name)}-checks`, head: TICK_HEAD, pages: tickPages(caller, asked) };
}

async function* tickPages(
  caller: Caller,
  { id, region, fromMs, toMs, failedOnly }: Asked,
): AsyncGenerator<Cell[][]> {
  let cursor: string | null = null;
  do {
    const page: { items: TickView[]; nextCursor: string | null } = await caller.monitor.ticks({
      id,
      fromMs,
      toMs,
      failedOnly,
      ...(region !== undefined && { region }),
      cursor,
      limit: PAGE,
    });
    yield page.items.map(tickCells);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The series of the latency chart, each region and all of them together. */
export async function exportLatency(caller: Caller, { id, hours, fromMs, toMs }: Asked): Promise<CsvFile> {
  const { name } = await caller.monitor.get({ id });
  const { series, all } = await caller.monitor.latency(
    hours === undefined ? { id, fromMs, toMs } : { id, hours },
  );
  const rows = [
    ...all.map((point) => pointCells("all", point)),
    ...series.flatMap(({ region, points }) => points.map((point) => pointCells(region, point))),
  ];
  return { name: `${fileName(name)}-latency`, head: LATENCY_HEAD, pages: onePage(rows) };
}

async function* onePage(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  yield rows;
}

function tickCells(tick: TickView): Cell[] {
  return [
    new Date(tick.at).toISOString(),
    tick.region,
    tick.origin,
    tick.outcome,
    tick.status,
    millis(tick.totalUs),
    millis(tick.dnsUs),
    millis(tick.connectUs),
    millis(tick.tlsUs),
    millis(tick.ttfbUs),
    millis(tick.transferUs),
    tick.bytes,
    tick.lateMs,
    tick.vote,
    tick.message,
  ];
}

function pointCells(region: string, point: LatencyPoint): Cell[] {
  const { at, p50Ms, p75Ms, p95Ms, p99Ms, maxMs, ok, failed } = point;
  return [new Date(at).toISOString(), region, p50Ms, p75Ms, p95Ms, p99Ms, maxMs, ok, failed];
}

function millis(us: number | null): number | null {
  return us === null ? null : us / 1000;
}

/** Letters, digits and hyphens: it stands in a header. */
function fileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "monitor" : plain.slice(0, 60);
}
