import { request } from "node:http";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault } from "#probes/core/fault.ts";

const MOST_BYTES = 1024 * 1024;

/** A GET over the engine's own socket. Whatever goes wrong there is `internal`: it says nothing of a container. */
export function askEngine(
  socketPath: string,
  path: string,
  deadline: Deadline,
): Promise<{ status: number; body: unknown }> {
  return new Promise((done, fail) => {
    const sent = request({ socketPath, path, headers: { host: "docker" } }, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > MOST_BYTES) sent.destroy(new Error("it sent more than 1 MB"));
        else parts.push(part);
      });
      response.on("end", () => {
        try {
          done({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString("utf8")) });
        } catch (error) {
          // JSON.parse throws nothing else.
          fail(engineFault(`its answer is not JSON (${String(error)})`));
        }
      });
      response.on("error", (error) => fail(engineFault(error.message)));
    });
    sent.on("error", (error) => fail(engineFault(error.message)));
    deadline.during(() => {
      fail(engineFault("it does not answer in time"));
      sent.destroy();
    });
    sent.end();
  });
}

/** True when a Docker Engine answers on this socket. */
export async function hasEngine(socketPath: string, deadline: Deadline): Promise<boolean> {
  try {
    return (await askEngine(socketPath, "/version", deadline)).status === 200;
  } catch {
    // Whatever the reason, no container can be asked for there.
    return false;
  }
}

function engineFault(why: string): Fault {
  return new Fault("internal", `The agent cannot ask its Docker Engine: ${why}.`);
}
