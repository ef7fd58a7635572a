import { parseArgs } from "node:util";
import type { AuditReport } from "#contracts/view.ts";
import { auditSlots } from "#server/store/audit-store.ts";
import { connect } from "#server/store/prisma.ts";

const USAGE = `Usage: npm run audit -- [--hours N] [--all]
Checks that every due slot of the last N hours (default 24) is a tick or a gap with a reason.
--all lists every monitor, region and hour; otherwise only what does not balance. Exit code 1: it does not balance.
`;
const HOUR_MS = 3_600_000;

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The audit could not run: ${error instanceof Error ? error.message : String(error)}`);
  return 2;
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      hours: { type: "string", default: "24" },
      all: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= 24 * 400)) throw new Error("--hours takes a number above 0.");
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set and no Uptick runs here. Start it with `npm run up`.");

  const { pool } = connect({ url, max: 1 });
  try {
    const nowMs = Date.now();
    const report = await auditSlots(pool, {
      fromMs: nowMs - hours * HOUR_MS,
      toMs: nowMs,
      nowMs,
      workspaceId: null,
    });
    print(report, values.all === true);
    return report.unaccounted > 0 || report.doubled > 0 ? 1 : 0;
  } finally {
    await pool.end();
  }
}

function print(report: AuditReport, all: boolean): void {
  const lines = all ? report.lines : report.lines.filter((line) => line.unaccounted > 0);
  if (lines.length > 0) {
    console.table(
      lines.map((line) => ({
        hour: new Date(line.hour).toISOString().slice(0, 13),
        monitor: line.name,
        region: line.region,
        expected: line.expected,
        ticks: line.ticks,
        gaps: line.gaps,
        unaccounted: line.unaccounted,
      })),
    );
  }
  const span = `${new Date(report.fromMs).toISOString()} … ${new Date(report.toMs).toISOString()}`;
  console.log(`${span} (younger slots are still on their way)`);
  console.log(
    `expected ${report.expected} = ticks ${report.ticks} + gaps ${report.gaps} + unaccounted ${report.unaccounted}; doubled ${report.doubled}`,
  );
}
