import type { Socket } from "node:net";
import type { TlsOptions } from "#contracts/checks/check-fields.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { Dial, Wire, WireRecord, WireTarget } from "#probes/core/wire.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { openTcp } from "./dial.ts";
import { SecureContexts } from "./secure-contexts.ts";
import { secureSocket } from "./secure-socket.ts";

/** What may wait to be read before the other side is told to pause. */
const MOST_WAITING_BYTES = 65_536;

export type NodeDialOptions = {
  /** Authorities in PEM that are trusted beside Node's own. */
  ca?: string[];
  egress: EgressPolicy;
};

/** Connections of checks over the sockets of Node. */
export function createNodeDial({ ca, egress }: NodeDialOptions): Dial {
  const contexts = new SecureContexts(ca);
  return async (target, record, deadline) => {
    const { host, port, ipFamily, service = "other" } = target;
    const socket = await openTcp({ host, port, ipFamily, egress, service }, deadline, record);
    const wire = new NodeWire(socket, { target, record, deadline, contexts });
    try {
      if (target.tls !== null) await wire.startTls(target.tls);
      return wire;
    } catch (error) {
      wire.close();
      throw error;
    }
  };
}

type Surroundings = { target: WireTarget; record: WireRecord; deadline: Deadline; contexts: SecureContexts };
type Waiter = { done: (chunk: Uint8Array | null) => void; fail: (fault: Fault) => void };

class NodeWire implements Wire {
  private socket: Socket;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private reader: Waiter | null = null;
  private hasEnded = false;
  private fault: Fault | null = null;

  constructor(
    socket: Socket,
    private readonly around: Surroundings,
  ) {
    this.socket = socket;
    this.listen();
  }

  read(): Promise<Uint8Array | null> {
    const chunk = this.waiting.shift();
    if (chunk) {
      this.waitingBytes -= chunk.length;
      if (this.waitingBytes < MOST_WAITING_BYTES) this.socket.resume();
      return Promise.resolve(chunk);
    }
    if (this.fault) return Promise.reject(this.fault);
    if (this.hasEnded) return Promise.resolve(null);
    return new Promise((done, fail) => {
      this.reader = { done, fail };
    });
  }

  write(bytes: Uint8Array | string): Promise<void> {
    if (this.fault) return Promise.reject(this.fault);
    return new Promise((done, fail) => {
      this.socket.write(bytes, (error) => {
        // Node reports a write that was cut off by the socket's end without an error.
        if (this.fault) fail(this.fault);
        else if (error) fail(toFault(error, "exchange"));
        else done();
      });
    });
  }

  async startTls(options: TlsOptions): Promise<void> {
    if (this.fault) throw this.fault;
    // Whoever is on the way could have put it there, and it would be read as if it had come over TLS (CVE-2011-0411).
    if (this.waitingBytes > 0) throw new Fault("protocol", "It went on in plain text after agreeing to TLS.");
    const { target, record, deadline, contexts } = this.around;
    const plain = this.socket;
    plain.off("data", this.onData).off("end", this.onEnd).off("close", this.onClose);
    const securing = { socket: plain, host: target.host, options, alpn: target.alpn, contexts };
    try {
      this.socket = await secureSocket(securing, record, deadline);
    } catch (error) {
      this.fail(toFault(error, "tls"));
      throw error;
    }
    this.listen();
  }

  close(): void {
    this.fail(new Fault("reset", "The check has closed the connection."));
  }

  private listen(): void {
    this.socket
      .on("data", this.onData)
      .on("end", this.onEnd)
      .on("close", this.onClose)
      .on("error", (error) => this.fail(toFault(error, "exchange")));
    this.around.deadline.during(() => this.fail(timedOut("exchange")));
  }

  private readonly onData = (chunk: Uint8Array): void => {
    if (this.reader) {
      const { done } = this.reader;
      this.reader = null;
      done(chunk);
      return;
    }
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= MOST_WAITING_BYTES) this.socket.pause();
  };

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    this.reader?.done(null);
    this.reader = null;
  };

  private readonly onClose = (): void => {
    if (!this.hasEnded) this.fail(new Fault("reset", "The connection was closed."));
  };

  private fail(fault: Fault): void {
    this.fault ??= fault;
    this.socket.destroy();
    this.reader?.fail(this.fault);
    this.reader = null;
  }
}
