import type { MailCheck } from "#contracts/checks/mail.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Dial } from "#probes/core/wire.ts";
import { expectDaysLeft } from "../certificate-end.ts";
import type { CheckRun } from "../check-run.ts";
import { converse } from "../converse.ts";
import { observe } from "../observe.ts";
import { imapDialect } from "./imap-dialect.ts";
import type { MailDialect } from "./mail-dialect.ts";
import { MailTalk } from "./mail-talk.ts";
import { pop3Dialect } from "./pop3-dialect.ts";
import { smtpDialect } from "./smtp-dialect.ts";

/** `now`: epoch ms. */
export type MailDeps = { dial: Dial; now: () => number };

export function createMailRunners(deps: MailDeps): {
  smtp: CheckRunner<"smtp">;
  imap: CheckRunner<"imap">;
  pop3: CheckRunner<"pop3">;
} {
  const visit = (check: MailCheck, dialect: MailDialect) => (run: CheckRun) => {
    const { host, port, ipFamily, security } = check;
    const target = { host, port, ipFamily, tls: security === "tls" ? check.tls : null };
    return converse(deps.dial, { run, target }, (on) =>
      hold(new MailTalk(on, run), { check, dialect, now: deps.now }),
    );
  };
  return {
    smtp: (config) => observe(config, visit(config.check, smtpDialect)),
    imap: (config) => observe(config, visit(config.check, imapDialect)),
    pop3: (config) => observe(config, visit(config.check, pop3Dialect)),
  };
}

type Visit = { check: MailCheck; dialect: MailDialect; now: () => number };

async function hold(talk: MailTalk, { check, dialect, now }: Visit): Promise<string> {
  await dialect.greet(talk);
  let abilities = await dialect.listAbilities(talk);
  if (check.security === "starttls") {
    await dialect.offerTls(talk, abilities);
    await talk.startTls(check.tls);
    // What was said in plain text may have been altered on the way.
    abilities = await dialect.listAbilities(talk);
  }
  talk.run.values = { body: talk.run.transcript.receivedText };
  if (check.login !== null) await dialect.signIn(talk, { login: check.login, abilities });
  await leave(talk, dialect);
  const { record } = talk.run;
  if (check.certificateDays !== null) {
    expectDaysLeft(record, { leastDays: check.certificateDays, nowMs: now() });
  }
  return check.login === null ? "It greeted and answered." : "It let the check sign in.";
}

/** All that is checked is known by then, and some servers hang up instead of saying goodbye. */
async function leave(talk: MailTalk, dialect: MailDialect): Promise<void> {
  try {
    await dialect.leave(talk);
  } catch (error) {
    if (!(error instanceof Fault) || error.outcome === "internal" || talk.run.deadline.expired) throw error;
  }
}
