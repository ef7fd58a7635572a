import type { IpFamily } from "#contracts/checks/check-fields.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import type { WireRecord } from "#probes/core/wire.ts";

export type PingWish = { host: string; ipFamily: IpFamily; packets: number };

/** `timesMs`: of the answers, in their order. `isUnreachable`: a router on the way said so. */
export type PingReport = { sent: number; timesMs: number[]; isUnreachable: boolean };

/** Sends ICMP echo requests to one address of the host. Rejects with a Fault. */
export type Ping = (wish: PingWish, record: WireRecord, deadline: Deadline) => Promise<PingReport>;
