import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Mutant } from "../mutant.ts";
import { rowsOf } from "../postgres/statement.ts";
import { answering, given, instead, noRows, nothing, replaceAt, variants } from "./statement-variants.ts";

type Judged = { policy: Policy; grids: unknown[] };
const TIMEOUT = Outcome.options.indexOf("timeout");
const INTERNAL = Outcome.options.indexOf("internal");

const withPolicy = (change: Partial<Policy>) =>
  variants({
    "list-judged-monitors": answering((result) =>
      rowsOf(
        result.rows.map((row) => {
          const judged = row as Judged;
          return { ...judged, policy: { ...DEFAULT_POLICY, ...judged.policy, ...change } };
        }),
      ),
    ),
  });

const withTicks = (change: (tick: unknown[]) => unknown[][]) =>
  variants({
    "list-readings": answering((result) =>
      rowsOf(result.rows.flatMap((row) => change([...(row as unknown[])]))),
    ),
  });

const withTransitions = (change: (step: Record<string, unknown>) => Record<string, unknown>) =>
  variants({
    "insert-transitions": given((values) =>
      replaceAt(
        values,
        0,
        JSON.stringify((JSON.parse(String(values[0])) as Record<string, unknown>[]).map(change)),
      ),
    ),
  });

export const verdictMutants: readonly Mutant[] = [
  { name: "believes a single failed check", statements: withPolicy({ failuresInARow: 1 }) },
  { name: "believes a single region", statements: withPolicy({ quorum: { kind: "any" } }) },
  {
    name: "asks for all regions, and takes the silence of one for a yes",
    statements: new Map([
      ...withPolicy({ quorum: { kind: "all" } }),
      ...withTicks((tick) => [tick.map((value, at) => (at === 4 && tick[1] === 3 ? 0 : value))]),
    ]),
  },
  {
    name: "counts faults of the probe against the target",
    statements: withTicks((tick) => [
      tick.map((value, at) => (at === 4 && value === INTERNAL ? TIMEOUT : value)),
    ]),
  },
  {
    name: "lets sick regions vote",
    statements: variants({
      "list-region-faults": noRows,
      "list-present-faults": noRows,
      "list-suspect-regions": noRows,
      "insert-ticks": given((values) => replaceAt(values, 1, true)),
    }),
  },
  {
    name: "judges by the order in which reports come in",
    statements: variants({
      "list-readings": (real) => async (sql, values) => {
        const { rows } = await real(sql, values);
        const newest = new Map<string, unknown[]>();
        for (const row of [...(rows as unknown[][])].reverse()) {
          const tick = row as unknown[];
          newest.set(`${String(tick[0])} ${String(tick[1])}`, tick);
        }
        return rowsOf([...newest.values()].flatMap((tick) => [tick, shifted(tick, 5_000)]));
      },
    }),
  },
  {
    name: "forgets what it decided before",
    statements: variants({
      "lock-monitor-states": answering((result) =>
        rowsOf(
          result.rows.map((row) => ({ ...(row as object), memory: {}, verdict: "unknown", raw: "unknown" })),
        ),
      ),
    }),
  },
  {
    name: "judges a monitor twice at once",
    statements: variants({
      "lock-monitor-states": instead((sql, [ids]) => {
        const rows = (ids as number[]).flatMap((id) => {
          const row = sql.get(sql.db.tables.monitorState, String(id));
          return row === null ? [] : [{ ...row, sinceMs: row.since }];
        });
        return rowsOf(rows);
      }),
    }),
  },
  { name: "opens no incidents", statements: variants({ "insert-incidents": nothing }) },
  { name: "closes no incidents", statements: variants({ "change-incidents": nothing }) },
  {
    name: "dates a change by the end of the interval that it fell into",
    statements: withTransitions((step) => ({
      ...step,
      at_ms: Math.ceil(Number(step.at_ms) / 10_000) * 10_000,
    })),
  },
  { name: "writes no transitions", statements: variants({ "insert-transitions": nothing }) },
  {
    name: "never lets a region be well again",
    statements: variants({
      "record-beat": given((values) => replaceAt(values, 11, false)),
      "record-control": given((values) => replaceAt(values, 1, false)),
    }),
  },
  { name: "stores ticks, verdicts and messages one by one", sql: "no_transaction" },
];

function shifted(tick: unknown[], ms: number): unknown[] {
  return tick.map((value, at) => (at === 2 ? Number(value) - ms : value));
}
