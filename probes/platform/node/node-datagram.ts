import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { Ask } from "#probes/core/wire.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { resolveGuarded } from "./dial.ts";

const LEAST_ATTEMPT_MS = 250;

/** Datagrams of checks over the sockets of Node. Each address that is left gets its share of the time. */
export function createNodeAsk({ egress }: { egress: EgressPolicy }): Ask {
  return async ({ host, port, ipFamily, datagram }, record, deadline) => {
    const target = { host, port, ipFamily, egress, service: "other" } as const;
    const addresses = await resolveGuarded(target, deadline, record);
    for (let index = 0; ; index += 1) {
      const left = addresses.length - index;
      const attemptMs = left > 1 ? Math.max(LEAST_ATTEMPT_MS, deadline.leftMs / left) : null;
      const address = addresses[index] ?? "";
      record.remoteAddress = address;
      try {
        return await askOne({ address, port, datagram, attemptMs }, deadline);
      } catch (error) {
        if (left <= 1 || deadline.expired) throw error;
      }
    }
  };
}

type Attempt = { address: string; port: number; datagram: Uint8Array; attemptMs: number | null };

/** The socket is connected, so that only the asked address and port can answer and that its refusal is heard (ICMP). */
function askOne({ address, port, datagram, attemptMs }: Attempt, deadline: Deadline): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    let isOver = false;
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.close();
      settle();
    };
    const giveUp = () => end(() => fail(noAnswer()));
    const timer = attemptMs === null ? undefined : setTimeout(giveUp, attemptMs);
    deadline.during(() => end(() => fail(timedOut("exchange"))));
    socket.on("error", (error) => end(() => fail(toFault(error, "connect"))));
    socket.on("message", (answer) => end(() => done(answer)));
    socket.connect(port, address, () => {
      if (!isOver) socket.send(datagram);
    });
  });
}

function noAnswer(): Fault {
  return new Fault("timeout", "No answer came.");
}
