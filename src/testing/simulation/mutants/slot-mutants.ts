import type { Mutant } from "../mutant.ts";
import { changed, numbersOf, rowsOf } from "../postgres/statement.ts";
import type { TickRow } from "../postgres/tables.ts";
import { answering, given, instead, nothing, replaceAt, variants } from "./statement-variants.ts";

export const slotMutants: readonly Mutant[] = [
  {
    name: "looks for due slots in an interval that is open where it should be closed",
    statements: variants({ "list-due-slots": given(([from, to]) => [Number(from) + 300, to]) }),
  },
  {
    name: "moves the schedule's watermark although its transaction fails",
    statements: variants({
      "move-watermark": instead(async (sql, [name, atMs]) => {
        const { watermark } = sql.db.tables;
        const row = { name: String(name), at: Number(atMs) };
        const apart = sql.db.begin("read committed");
        apart.beginStatement();
        if (!(await apart.insert(watermark, row))) await apart.update(watermark, row.name, () => row);
        apart.commit();
        return changed(1);
      }),
    }),
  },
  {
    name: "forgets the slots between a new grid and the watermark",
    statements: variants({ "take-catch-ups": answering(() => rowsOf([])) }),
  },
  {
    name: "never writes off what is lost",
    statements: variants({ "write-off-slots": nothing }),
  },
  {
    name: "begins each sweep a moment after the end of the last",
    statements: variants({ "write-off-slots": given(([from, ...rest]) => [Number(from) + 2_000, ...rest]) }),
  },
  {
    name: "writes gaps beside ticks and leaves them",
    statements: variants({
      "heal-gaps": nothing,
      "heal-gaps-between": nothing,
    }),
  },
  {
    name: "stores a tick for every report, also the second for a slot",
    statements: variants({
      "insert-ticks": (real) => async (sql, values) => {
        const { tick } = sql.db.tables;
        const before = new Set(sql.all(tick).map((row) => tick.key(row)));
        const result = await real(sql, values);
        const ats = String(values[2]).slice(1, -1).split(",").map(Number);
        const ids = String(values[3]).slice(1, -1).split(",").map(Number);
        for (const [index, scheduledAt] of ats.entries()) {
          const slot = { monitorId: Number(ids[index]), regionId: Number(values[0]), scheduledAt };
          const known = sql.get(tick, tick.key(slot as TickRow));
          if (known && before.has(tick.key(known))) {
            await sql.insert(tick, { ...known, scheduledAt: scheduledAt + 0.5 });
          }
        }
        return result;
      },
    }),
  },
  {
    name: "answers a report before it is committed",
    sql: "late_commit",
  },
  {
    name: "checks what an edit has replaced",
    statements: variants({
      "list-probe-configs": answering((result) =>
        rowsOf(result.rows.map((row) => ({ ...(row as Record<string, unknown>), config_version: 0 }))),
      ),
      "insert-gaps": given((values) => replaceAt(values, 0, [])),
    }),
  },
  {
    name: "writes each gap a second time, a moment later",
    statements: variants({
      "insert-gaps": (real) => async (sql, values) => {
        const result = await real(sql, values);
        await real(
          sql,
          replaceAt(
            values,
            2,
            numbersOf(values[2]).map((at) => Number(at) + 1_000),
          ),
        );
        return result;
      },
    }),
  },
  { name: "gives no connection back", sql: "kept" },
  {
    name: "answers each question for configurations with fifty more of monitors that are gone",
    probe: (real) => ({
      ...real,
      rpc: {
        ...real.rpc,
        configs: async (asked) => {
          const known = await real.rpc.configs(asked);
          const firstId = 1_000_000 + (real.clock.now() % 1_000_000);
          const gone = Array.from({ length: 50 }, (_, at) => ({
            monitorId: firstId + at,
            state: "off" as const,
          }));
          return [...known, ...gone];
        },
      },
    }),
  },
  {
    name: "judges no report",
    statements: variants({
      "insert-ticks": answering((result) =>
        rowsOf(result.rows.map((row) => ({ ...(row as Record<string, unknown>), candidates: null }))),
      ),
    }),
  },
];
