import type { Mutant } from "../mutant.ts";
import { rowsOf, type Statement } from "../postgres/statement.ts";
import { claimStatements, type DispatchRules } from "../postgres/statements/dispatch-statements.ts";
import { given, noRows, nothing, replaceAt, variants } from "./statement-variants.ts";

const claims = (rules: DispatchRules) =>
  variants(
    Object.fromEntries(
      Object.entries(claimStatements(rules)).map(([name, bug]) => [name, (_real: Statement) => bug]),
    ),
  );

export const messageMutants: readonly Mutant[] = [
  { name: "claims without a lease", statements: claims({ keepsOrder: true, keepsLeases: false }) },
  { name: "lets an up overtake its down", statements: claims({ keepsOrder: false, keepsLeases: true }) },
  {
    name: "marks a message as sent before it is sent",
    statements: variants({
      "claim-deliveries": (real) => async (sql, values) => {
        const result = await real(sql, values);
        for (const { id } of result.rows as { id: string }[]) {
          await sql.update(sql.db.tables.delivery, id, (row) => ({
            ...row,
            status: "sent",
            sentAt: row.nextAt,
          }));
        }
        return result;
      },
    }),
  },
  {
    name: "records without a fence",
    statements: variants({
      "record-attempt": (real) => async (sql, values) => {
        const row = await sql.update(sql.db.tables.delivery, String(values[0]), (now) => ({
          ...now,
          status: "pending",
        }));
        return real(sql, replaceAt(values, 1, row?.fence));
      },
    }),
  },
  {
    name: "gives every attempt another key",
    send: (real) => (target, notification) =>
      real(target, { ...notification, id: notification.id.replace(/^0/, "f") }),
  },
  {
    name: "writes a message for each look, not for each event",
    statements: variants({
      "write-deliveries": (real) => async (sql, values) => {
        const result = await real(sql, values);
        const again = (JSON.parse(String(values[0])) as { ordinal: number }[]).map((row) => ({
          ...row,
          ordinal: row.ordinal + 7,
        }));
        await real(sql, [JSON.stringify(again), ...values.slice(1)]);
        return result;
      },
    }),
  },
  {
    name: "tells the channels of other workspaces",
    statements: variants({
      "list-channels-to-tell": (real) => async (sql, values) => {
        const result = await real(sql, values);
        const channels = sql.all(sql.db.tables.channel);
        return rowsOf(
          result.rows.map((row, at) => ({
            ...(row as object),
            channelId: channels[at % channels.length]?.id,
          })),
        );
      },
    }),
  },
  {
    name: "never closes the breaker of a channel",
    statements: variants({ "save-breaker": given((values) => replaceAt(values, 2, 4e12)) }),
  },
  { name: "tells nobody of the end", statements: variants({ "list-told-channels": noRows }) },
  { name: "writes nothing into the outbox", statements: variants({ "write-deliveries": nothing }) },
];
