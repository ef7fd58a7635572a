import type { TlsCheck } from "#contracts/checks/tls.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Dial, WireRecord } from "#probes/core/wire.ts";
import { daysUntilEnd, expectDaysLeft } from "../certificate-end.ts";
import type { CheckRun } from "../check-run.ts";
import { converse, type Talk } from "../converse.ts";
import { imapDialect } from "../mail/imap-dialect.ts";
import type { MailDialect } from "../mail/mail-dialect.ts";
import { MailTalk } from "../mail/mail-talk.ts";
import { pop3Dialect } from "../mail/pop3-dialect.ts";
import { smtpDialect } from "../mail/smtp-dialect.ts";
import { observe } from "../observe.ts";
import { type OcspAnswer, readOcsp } from "./read-ocsp.ts";

/** `now`: epoch ms. */
export type TlsDeps = { dial: Dial; now: () => number };

const DIALECTS: Record<"smtp" | "imap" | "pop3", MailDialect> = {
  smtp: smtpDialect,
  imap: imapDialect,
  pop3: pop3Dialect,
};
/** SSLRequest: its length and a version that no protocol has. */
const POSTGRES_SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47);
const POSTGRES_YES = "S".charCodeAt(0);

/** Shakes hands and looks at what the server shows of itself: the dialer has judged the chain by then. */
export function createTlsRunner({ dial, now }: TlsDeps): CheckRunner<"tls"> {
  return (config) => {
    const { check } = config;
    const { host, port, ipFamily } = check;
    const target = { host, port, ipFamily, tls: check.startTls === "none" ? check.tls : null };
    return observe(config, async (run) => {
      await converse(dial, { run, target }, (on) => beginTls(on, { check, run }));
      return judge(run, { check, nowMs: now() });
    });
  };
}

async function beginTls(on: Talk, { check, run }: { check: TlsCheck; run: CheckRun }): Promise<void> {
  if (check.startTls === "none") return;
  if (check.startTls === "postgres") {
    await on.wire.write(POSTGRES_SSL_REQUEST);
    const [answer] = await on.reader.readExactly(1);
    if (answer !== POSTGRES_YES) throw new Fault("tls", "It does not start TLS.");
    await on.wire.startTls(check.tls);
    return;
  }
  const dialect = DIALECTS[check.startTls];
  const talk = new MailTalk(on, run);
  await dialect.greet(talk);
  await dialect.offerTls(talk, await dialect.listAbilities(talk));
  await talk.startTls(check.tls);
}

function judge(run: CheckRun, { check, nowMs }: { check: TlsCheck; nowMs: number }): string {
  const { record } = run;
  run.values = {
    daysLeft: daysUntilEnd(record, nowMs),
    protocol: record.tlsProtocol,
    issuer: record.certificate?.issuer ?? null,
  };
  const staple = judgeStaple(record, { check, nowMs });
  expectDaysLeft(record, { leastDays: check.alertDays, nowMs });
  return `The certificate is valid for ${daysUntilEnd(record, nowMs)} more days. ${staple}`;
}

function judgeStaple({ ocsp }: WireRecord, { check, nowMs }: { check: TlsCheck; nowMs: number }): string {
  const answer = ocsp === null ? null : readOcsp(ocsp);
  if (answer?.status === "revoked") {
    throw new Fault(
      "tls",
      `The certificate was revoked${on(answer.revokedAt)}, its stapled OCSP answer says.`,
    );
  }
  const problem = problemOf(answer, nowMs);
  if (problem === null) return "Its stapled OCSP answer says that it is good.";
  if (check.requireStaple) throw new Fault("assertion", problem);
  return problem;
}

function problemOf(answer: OcspAnswer | null, nowMs: number): string | null {
  if (answer === null) return "No OCSP answer is stapled.";
  if (answer.status === "unknown") return "The stapled OCSP answer does not know the certificate.";
  if (answer.usableUntil !== null && answer.usableUntil < nowMs) {
    return `The stapled OCSP answer could be used until${on(answer.usableUntil).slice(3)} only.`;
  }
  return null;
}

function on(time: number | null): string {
  return time === null ? "" : ` on ${new Date(time).toISOString().slice(0, 10)}`;
}
