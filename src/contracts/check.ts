import * as z from "zod";
import { BrowserCheck } from "./checks/browser.ts";
import { LEAST_INTERVAL_SEC } from "./checks/check-kinds.ts";
import { DatabaseCheck } from "./checks/database.ts";
import { DnsCheck } from "./checks/dns.ts";
import { DockerCheck } from "./checks/docker.ts";
import { DomainCheck } from "./checks/domain.ts";
import { GrpcCheck } from "./checks/grpc.ts";
import { HeartbeatCheck } from "./checks/heartbeat.ts";
import { HostCheck } from "./checks/host.ts";
import { HttpCheck, type HttpMethod } from "./checks/http.ts";
import { ImapCheck, Pop3Check, SmtpCheck } from "./checks/mail.ts";
import { MqttCheck } from "./checks/mqtt.ts";
import { MultistepCheck } from "./checks/multistep.ts";
import { NtpCheck } from "./checks/ntp.ts";
import { PingCheck } from "./checks/ping.ts";
import { SshCheck } from "./checks/ssh.ts";
import { TcpCheck } from "./checks/tcp.ts";
import { TlsCheck } from "./checks/tls.ts";
import { UdpCheck } from "./checks/udp.ts";
import { WebsocketCheck } from "./checks/websocket.ts";
import { Tag } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { RegionCode } from "./region.ts";

const CHECKS = [
  HttpCheck,
  TcpCheck,
  TlsCheck,
  DnsCheck,
  DomainCheck,
  PingCheck,
  WebsocketCheck,
  GrpcCheck,
  SmtpCheck,
  ImapCheck,
  Pop3Check,
  SshCheck,
  UdpCheck,
  DatabaseCheck,
  MqttCheck,
  NtpCheck,
  DockerCheck,
  HostCheck,
  HeartbeatCheck,
  MultistepCheck,
  BrowserCheck,
] as const;

export const Check = z.discriminatedUnion("kind", CHECKS);
export type Check = z.infer<typeof Check>;
export type CheckOf<Kind extends Check["kind"]> = Extract<Check, { kind: Kind }>;

export const MIN_INTERVAL_SEC = 10;
export const MAX_INTERVAL_SEC = 86_400;
export const MIN_TIMEOUT_MS = 100;
export const MAX_TIMEOUT_MS = 60_000;

/** What a user types for a monitor; the form, the procedures and the importer parse with this. */
export const MonitorInput = z
  .strictObject({
    name: nameOf({
      missing: "Give the monitor a name.",
      max: 120,
      tooLong: "A name has 120 characters at most.",
    }),
    check: Check,
    /** A heartbeat's timing is its own; its interval says nothing. */
    intervalSec: z
      .number()
      .int("Use whole seconds.")
      .min(MIN_INTERVAL_SEC, "The shortest interval is 10 seconds.")
      .max(MAX_INTERVAL_SEC, "The longest interval is 24 hours."),
    timeoutMs: z
      .number()
      .int()
      .min(MIN_TIMEOUT_MS, "The shortest timeout is 100 ms.")
      .max(MAX_TIMEOUT_MS, "The longest timeout is 60 seconds."),
    /** Empty for a heartbeat, which comes in by itself. */
    regions: z.array(RegionCode).max(50),
    tags: z.array(Tag).max(20, "20 tags at most.").default([]),
  })
  .superRefine((input, context) => {
    refuseUnfitTiming(input, context);
    if (input.regions.length === 0 && input.check.kind !== "heartbeat") {
      context.addIssue({ code: "custom", path: ["regions"], message: "Choose at least one region." });
    }
    refuseRepeatedRegions(input, context);
    refuseBodyOfGet(input, context);
  });
export type MonitorInput = z.infer<typeof MonitorInput>;

export function refuseUnfitTiming(
  input: { check: Check; intervalSec: number; timeoutMs: number },
  context: z.RefinementCtx,
): void {
  const say = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  if (input.timeoutMs > input.intervalSec * 1000) {
    say(["timeoutMs"], "The timeout must not be longer than the interval.");
  }
  const leastSec = LEAST_INTERVAL_SEC[input.check.kind] ?? MIN_INTERVAL_SEC;
  if (input.intervalSec < leastSec) {
    say(["intervalSec"], `The shortest interval of a ${input.check.kind} check is ${leastSec} seconds.`);
  }
}

export function refuseRepeatedRegions({ regions }: { regions: string[] }, context: z.RefinementCtx): void {
  if (new Set(regions).size === regions.length) return;
  context.addIssue({ code: "custom", path: ["regions"], message: "Each region can be chosen once." });
}

export function refuseBodyOfGet({ check }: { check: Check }, context: z.RefinementCtx): void {
  for (const { method, body, path } of listRequests(check)) {
    if ((method !== "GET" && method !== "HEAD") || body === null || body === "") continue;
    context.addIssue({
      code: "custom",
      path: [...path, "body"],
      message: `${method} sends no body. Choose POST, PUT or PATCH, or empty this field.`,
    });
  }
}

function listRequests(
  check: Check,
): { method: HttpMethod; body: string | null; path: (string | number)[] }[] {
  if (check.kind === "http") return [{ ...check, path: ["check"] }];
  if (check.kind !== "multistep") return [];
  return check.steps.map((step, at) => ({ ...step, path: ["check", "steps", at] }));
}

/** As a probe reads it: one that is older than the app leaves out what it does not know. */
export const ProbeCheck = z.discriminatedUnion("kind", [
  z.object(HttpCheck.shape),
  z.object(TcpCheck.shape),
  z.object(TlsCheck.shape),
  z.object(DnsCheck.shape),
  z.object(DomainCheck.shape),
  z.object(PingCheck.shape),
  z.object(WebsocketCheck.shape),
  z.object(GrpcCheck.shape),
  z.object(SmtpCheck.shape),
  z.object(ImapCheck.shape),
  z.object(Pop3Check.shape),
  z.object(SshCheck.shape),
  z.object(UdpCheck.shape),
  z.object(DatabaseCheck.shape),
  z.object(MqttCheck.shape),
  z.object(NtpCheck.shape),
  z.object(DockerCheck.shape),
  z.object(HostCheck.shape),
  z.object(HeartbeatCheck.shape),
  z.object(MultistepCheck.shape),
  z.object(BrowserCheck.shape),
]);
