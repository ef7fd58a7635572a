import { type ClientRequestArgs, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { EgressPolicy } from "./egress-policy.ts";
import { openSocket } from "./open-socket.ts";

type Connected = (error: Error | null, socket: Duplex) => void;

const CONNECT_TIMEOUT_MS = 15_000;

/** For Node's `request` to one URL: its connections are made by the guarded dialer, and none is kept for another request. */
export function createGuardedAgent(url: string, policy: EgressPolicy): HttpAgent {
  return url.startsWith("https:") ? new GuardedHttpsAgent(policy) : new GuardedHttpAgent(policy);
}

class GuardedHttpAgent extends HttpAgent {
  constructor(private readonly policy: EgressPolicy) {
    super();
  }

  override createConnection(options: ClientRequestArgs, connected: Connected): undefined {
    open(options, this.policy).then((socket) => connected(null, socket), refuse(connected));
  }
}

class GuardedHttpsAgent extends HttpsAgent {
  constructor(private readonly policy: EgressPolicy) {
    super();
  }

  override createConnection(options: ClientRequestArgs, connected: Connected): undefined {
    open(options, this.policy).then((socket) => {
      // The agent's own way secures a socket that it is given.
      const secured = super.createConnection({ ...options, socket } as ClientRequestArgs);
      if (secured) connected(null, secured);
    }, refuse(connected));
  }
}

function open({ host, port, defaultPort }: ClientRequestArgs, policy: EgressPolicy) {
  const target = { host: host ?? "", port: Number(port ?? defaultPort), isWeb: true };
  return openSocket(target, { policy, timeoutMs: CONNECT_TIMEOUT_MS });
}

function refuse(connected: Connected): (error: Error) => void {
  // Node looks at the socket only where there is no error.
  return (error) => connected(error, undefined as unknown as Duplex);
}
