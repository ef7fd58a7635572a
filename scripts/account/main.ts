import { parseArgs } from "node:util";
import { resetSecondFactor } from "#server/actions/account/reset-second-factor.ts";
import { connect, type Db } from "#server/store/prisma.ts";
import { listUserFactors } from "#server/store/user-store.ts";

const USAGE = `Usage: npm run account -- <command>
  list                                      every account and what it has beside a first factor
  reset-second-factor <email> [--passkeys]  for a person who lost them: removes the codes of the app and the recovery
                                            codes, with --passkeys the passkeys too, and ends all sessions
`;

class UsageError extends Error {}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error(USAGE);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { passkeys: { type: "boolean", default: false }, help: { type: "boolean" } },
  });
  const [command, email] = positionals;
  if (values.help || command === undefined) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set and no Uptick runs here. Start it with `npm run up`.");
  const { pool, db } = connect({ url, max: 1 });
  try {
    await run(db, { command, email, withPasskeys: values.passkeys });
    return 0;
  } finally {
    await db.$disconnect();
    await pool.end();
  }
}

async function run(
  db: Db,
  given: { command: string; email: string | undefined; withPasskeys: boolean },
): Promise<void> {
  const { command, email, withPasskeys } = given;
  if (command === "list") return list(db);
  if (command !== "reset-second-factor") throw new UsageError(`There is no command "${command}".`);
  if (email === undefined) throw new UsageError("Give the e-mail address of the account.");
  await reset(db, { email, withPasskeys });
}

async function list(db: Db): Promise<void> {
  const users = await listUserFactors(db);
  if (users.length === 0) return console.log("There is no account yet.");
  console.table(
    users.map((user) => ({
      email: user.email,
      name: user.name ?? "",
      "codes by app": user.hasCodes ? "on" : "off",
      passkeys: user.passkeys,
      "recovery codes left": user.recoveryCodes,
    })),
  );
}

async function reset(db: Db, asked: { email: string; withPasskeys: boolean }): Promise<void> {
  const done = await resetSecondFactor({ db, now: () => new Date() }, asked);
  const kept = (await listUserFactors(db)).find(({ email }) => email === done.email)?.passkeys ?? 0;
  console.log(`${done.email}:
  codes by app         ${done.hadCodes ? "removed" : "there were none"}
  recovery codes       ${done.recoveryCodes} removed
  passkeys             ${asked.withPasskeys ? `${done.passkeys} removed` : `${kept} kept`}
  sessions             ${done.sessions} ended`);
  if (kept > 0)
    console.log(
      "A passkey is still asked for at every sign-in; --passkeys removes those, too, if they are lost.",
    );
}
