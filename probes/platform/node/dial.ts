import { connect, isIP, type Socket } from "node:net";
import type { IpFamily } from "#contracts/checks/check-fields.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import { EgressError } from "#transport/egress/egress-error.ts";
import { allowsAddress, EGRESS_REFUSAL, type EgressPolicy } from "#transport/egress/egress-policy.ts";
import { resolveAllowed } from "#transport/egress/resolve-allowed.ts";

const LEAST_ATTEMPT_MS = 250;
/** What a name server may take, whatever the check's own time-out is. */
const RESOLVE_TIMEOUT_MS = 5_000;

/** Where to, and who may go there. */
export type GuardedTarget = {
  /** A name or an address; IPv6 with or without brackets. */
  readonly host: string;
  readonly port: number;
  readonly ipFamily: IpFamily;
  readonly egress: EgressPolicy;
  /** `web`: speaks HTTP, so that the ports of mail and the like are closed to it. */
  readonly service: "web" | "other";
};

/** Filled as the connection is made, so that a failure still shows how far it came. */
type RouteRecord = Pick<WireRecord, "dnsUs" | "connectUs" | "addresses" | "remoteAddress">;

/** A TCP connection to an address that was looked up here and judged, before and after it was made. */
export async function openTcp(
  target: GuardedTarget,
  deadline: Deadline,
  record: RouteRecord,
): Promise<Socket> {
  await resolveGuarded(target, deadline, record);
  const from = performance.now();
  const socket = await connectToAny(target, deadline, record);
  record.connectUs = sinceUs(from);
  return socket;
}

/** The target's addresses, all of them allowed; also kept in the record. For datagrams, which are sent to one of them. */
export async function resolveGuarded(
  target: GuardedTarget,
  deadline: Deadline,
  record: Pick<WireRecord, "dnsUs" | "addresses">,
): Promise<string[]> {
  const from = performance.now();
  if (judged.has(target)) {
    record.addresses = judged.get(target) ?? [];
    return record.addresses;
  }
  const family = isIP(target.host.replace(/^\[|\]$/g, ""));
  const isName = family === 0;
  if (!isName && FAMILIES[target.ipFamily] !== 0 && FAMILIES[target.ipFamily] !== family) {
    throw new Fault("dns", `The address is not of IPv${FAMILIES[target.ipFamily]}.`);
  }
  try {
    record.addresses = await lookUp(target, deadline);
    if (!isName) judged.set(target, record.addresses);
  } finally {
    if (isName) record.dnsUs = sinceUs(from);
  }
  return record.addresses;
}

/** Of targets whose host is an address: the judgement is the same each time, and costs a tenth of a check. */
const judged = new WeakMap<GuardedTarget, string[]>();

const FAMILIES: Record<IpFamily, 0 | 4 | 6> = { any: 0, v4: 4, v6: 6 };

function lookUp({ host, port, ipFamily, egress, service }: GuardedTarget, deadline: Deadline) {
  return new Promise<string[]>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Fault("dns", "The name server did not answer.")),
      RESOLVE_TIMEOUT_MS,
    );
    deadline.during(() => fail(timedOut("dns")));
    resolveAllowed({ host, port, isWeb: service === "web", family: FAMILIES[ipFamily] }, egress)
      .then(
        (found) => (found.length === 0 ? fail(new Fault("dns", "The name has no address.")) : done(found)),
        (error) => fail(error instanceof EgressError ? blocked() : toFault(error, "dns")),
      )
      .finally(() => clearTimeout(timer));
  });
}

/** Says the same for every closed address, so that nothing about the inside can be learnt from it. */
export function blocked(): Fault {
  return new Fault("blocked", EGRESS_REFUSAL);
}

/** Tries the addresses in the resolver's order. Each but the last gets its share of the time that is left. */
async function connectToAny(
  { port, egress }: GuardedTarget,
  deadline: Deadline,
  record: RouteRecord,
): Promise<Socket> {
  const { addresses } = record;
  for (let index = 0; ; index += 1) {
    const left = addresses.length - index;
    const attemptMs = left > 1 ? Math.max(LEAST_ATTEMPT_MS, deadline.leftMs / left) : null;
    const address = addresses[index] ?? "";
    record.remoteAddress = address;
    try {
      const socket = await connectTo({ address, port, attemptMs }, deadline);
      const peer = socket.remoteAddress ?? "";
      if (peer === address || allowsAddress(egress, peer, port)) return socket;
      socket.destroy();
      throw blocked();
    } catch (error) {
      if (left <= 1 || deadline.expired) throw error;
    }
  }
}

function connectTo(
  { address, port, attemptMs }: { address: string; port: number; attemptMs: number | null },
  deadline: Deadline,
): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect({ host: address, port });
    const giveUp = () => {
      socket.destroy();
      clearTimeout(timer);
      fail(timedOut("connect"));
    };
    const timer = attemptMs === null ? undefined : setTimeout(giveUp, attemptMs);
    const onError = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      fail(toFault(error, "connect"));
    };
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      done(socket);
    });
    deadline.during(giveUp);
  });
}
