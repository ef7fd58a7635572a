import type { Identity } from "#server/auth/actor.ts";
import {
  readAccountRecord,
  readAuditPage,
  readInvitations,
  readTimelinePage,
} from "#server/store/account-export-store.ts";
import type { Db } from "#server/store/prisma.ts";

const PAGE = 500;

/** Everything about one person as one JSON document, in pieces: a long history needs no memory. */
export async function* exportAccount(
  deps: { db: Db; now: () => Date },
  identity: Pick<Identity, "userId" | "email">,
): AsyncGenerator<string> {
  const { userId, email } = identity;
  const account = await readAccountRecord(deps.db, userId);
  const invitations = await readInvitations(deps.db, email);
  const head = { format: "uptick-account-1", exportedAt: deps.now(), account, invitations };
  yield JSON.stringify(head, null, 2).slice(0, -2);

  yield ',\n  "auditEntries": [';
  yield* items((after) => readAuditPage(deps.db, { userId, after, limit: PAGE }));
  yield '],\n  "timelineEntries": [';
  yield* items((after) => readTimelinePage(deps.db, { userId, email, after, limit: PAGE }));
  yield "]\n}\n";
}

async function* items<Row extends { id: string }>(
  read: (after: string | null) => Promise<Row[]>,
): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await read(after);
    const isFirst = after === null;
    const texts = rows.map((row) => `\n    ${JSON.stringify(row)}`).join(",");
    if (texts !== "") yield isFirst ? texts : `,${texts}`;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}
