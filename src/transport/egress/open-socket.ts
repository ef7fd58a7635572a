import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { EgressError } from "./egress-error.ts";
import { allowsAddress, type EgressPolicy } from "./egress-policy.ts";
import type { HostTarget } from "./judge-host.ts";
import { resolveAllowed } from "./resolve-allowed.ts";

const RESOLVE_TIMEOUT_MS = 5_000;

export type OpenLimits = {
  policy: EgressPolicy /** From the look-up to the connection. */;
  timeoutMs: number;
};

/**
 * A TCP connection to an address that was judged, before it was made and after. Rejects with EgressError, or with the
 * error of the look-up or of the last attempt.
 */
export async function openSocket(target: HostTarget, { policy, timeoutMs }: OpenLimits): Promise<Socket> {
  const endsAt = performance.now() + timeoutMs;
  const addresses = await resolveInTime(target, policy);
  for (const [index, address] of addresses.entries()) {
    const left = addresses.length - index;
    // Each address has its share of the time that is left.
    const shareMs = Math.max(1, Math.ceil((endsAt - performance.now()) / left));
    try {
      const socket = await connectTo({ address, port: target.port, timeoutMs: shareMs });
      if (allowsAddress(policy, socket.remoteAddress ?? "", target.port)) return socket;
      socket.destroy();
      throw new EgressError();
    } catch (error) {
      if (left === 1) throw error;
    }
  }
  throw Object.assign(new Error("The name has no address."), { code: "ENOTFOUND" });
}

async function resolveInTime(target: HostTarget, policy: EgressPolicy): Promise<string[]> {
  const patience = new AbortController();
  const late = sleep(RESOLVE_TIMEOUT_MS, null, { signal: patience.signal, ref: false }).then(() => {
    throw Object.assign(new Error("The name server did not answer."), { code: "EAI_AGAIN" });
  });
  try {
    return await Promise.race([resolveAllowed({ ...target, family: 0 }, policy), late]);
  } finally {
    late.catch(() => undefined);
    patience.abort();
  }
}

function connectTo({ address, port, timeoutMs }: { address: string; port: number; timeoutMs: number }) {
  return new Promise<Socket>((done, fail) => {
    const socket = connect({ host: address, port, timeout: timeoutMs });
    const onError = (error: Error) => {
      socket.destroy();
      fail(error);
    };
    const onTimeout = () =>
      onError(Object.assign(new Error("The connection took too long."), { code: "ETIMEDOUT" }));
    socket.once("error", onError).once("timeout", onTimeout);
    socket.once("connect", () => {
      socket.setTimeout(0).off("error", onError).off("timeout", onTimeout);
      done(socket);
    });
  });
}
