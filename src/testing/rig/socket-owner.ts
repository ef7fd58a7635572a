import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { NamedRoot } from "./process-tree.ts";

const GONE = new Set(["ENOENT", "ESRCH"]);
/** Columns of /proc/net/tcp: local address, remote address, …, inode. */
const [LOCAL, REMOTE, INODE] = [1, 2, 9];

/**
 * Which of the processes opened the connection that a server on this machine has got: how a target tells the regions of
 * one product apart, whose probes look alike. Null when none of them did.
 */
export function findSocketOwner(
  socket: { clientPort: number; serverPort: number },
  among: readonly NamedRoot[],
): string | null {
  const inode = findInode(socket);
  if (inode === null) return null;
  return among.find(({ pid }) => hasSocket(pid, `socket:[${inode}]`))?.name ?? null;
}

function findInode({ clientPort, serverPort }: { clientPort: number; serverPort: number }): string | null {
  const [client, server] = [clientPort, serverPort].map((port) => `:${hexOf(port)}`);
  for (const line of readFileSync("/proc/net/tcp", "latin1").split("\n")) {
    const fields = line.trim().split(/\s+/);
    if (client !== undefined && fields[LOCAL]?.endsWith(client) && fields[REMOTE]?.endsWith(server ?? "")) {
      return fields[INODE] ?? null;
    }
  }
  return null;
}

function hexOf(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, "0");
}

function hasSocket(pid: number, link: string): boolean {
  return readOr([], () => readdirSync(`/proc/${pid}/fd`)).some(
    (fd) => readOr("", () => readlinkSync(`/proc/${pid}/fd/${fd}`)) === link,
  );
}

/** Processes and their files may be gone between listing and reading. */
function readOr<Value>(missing: Value, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE.has(String(error.code))) return missing;
    throw error;
  }
}
