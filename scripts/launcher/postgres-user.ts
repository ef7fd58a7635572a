import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";
import { LaunchError } from "./launch-error.ts";

/** How to start a program of Postgres, which refuses to run as root. */
export interface PostgresUser {
  ids: { uid: number; gid: number } | null;
  /** Put before the command and its arguments. */
  prefix: readonly string[];
}

/** Chooses the user for a data `folder`, and makes the user `postgres` when root has none. */
export function choosePostgresUser(folder: string, binary: string): PostgresUser {
  if (process.getuid?.() !== 0) return { ids: null, prefix: [] };
  const ids = findIds() ?? createUser();
  chownSync(folder, ids.uid, ids.gid);
  const candidates = [
    { ids, prefix: [] },
    { ids: null, prefix: keepingAccess(ids) },
  ];
  const chosen = candidates.find((candidate) => canUse(candidate, folder, binary));
  if (chosen) return chosen;
  throw new LaunchError(
    `The user "postgres" may not enter ${folder} or the folder of this installation. Open them (chmod o+x), choose another folder with UPTICK_DATA, or set DATABASE_URL.`,
  );
}

/**
 * Below a folder that only root may enter, such as /root, the capability lets the other user pass; the secure bit makes
 * access(2), which Postgres asks about its own programs, agree.
 */
function keepingAccess({ uid, gid }: { uid: number; gid: number }): string[] {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return ["setpriv", "--securebits=+no_setuid_fixup", ...ids, ...capability];
}

function canUse(user: PostgresUser, folder: string, binary: string): boolean {
  const test = 'cd "$1" && touch .probe && rm .probe && "$2" --version';
  const [command = "sh", ...args] = [...user.prefix, "sh", "-c", test, "sh", folder, binary];
  return spawnSync(command, args, { stdio: "ignore", ...user.ids }).status === 0;
}

function findIds(): { uid: number; gid: number } | null {
  const uid = spawnSync("id", ["-u", "postgres"], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", "postgres"], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser(): { uid: number; gid: number } {
  const { status } = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const ids = status === 0 ? findIds() : null;
  if (ids) return ids;
  throw new LaunchError(
    'Postgres refuses to run as root and the user "postgres" could not be made. Start Uptick as another user, or set DATABASE_URL.',
  );
}
