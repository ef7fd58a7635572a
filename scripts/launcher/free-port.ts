import { createServer } from "node:net";

/** Null when `port` can be listened on, else the error code of the attempt, such as EADDRINUSE. */
export function findPortProblem(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** The preferred port, or the next free one after it, on the loopback address. */
export async function findFreePort(
  preferred: number,
  taken: ReadonlySet<number> = new Set(),
): Promise<number> {
  for (let port = preferred; port < preferred + 1_000; port += 1) {
    if (!taken.has(port) && (await findPortProblem(port, "127.0.0.1")) === null) return port;
  }
  throw new Error(`No free port from ${preferred} on.`);
}
