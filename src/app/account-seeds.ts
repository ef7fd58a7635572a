import type { serverCaller } from "./server-query.ts";
import { seeds } from "./server-query-keys.ts";

/** What the account screen asks first. */
export function accountSeeds(caller: Awaited<ReturnType<typeof serverCaller>>) {
  return seeds(
    [["account", "get"], () => caller.account.get()],
    [["session", "reader"], () => caller.session.reader()],
    [["passkey", "list"], () => caller.passkey.list()],
    [["signInMethod", "list"], () => caller.signInMethod.list()],
    [["session", "list"], () => caller.session.list()],
  );
}
