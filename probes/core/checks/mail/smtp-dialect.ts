import { Fault } from "#probes/core/fault.ts";
import type { MailDialect } from "./mail-dialect.ts";
import { type MailTalk, plainCredentials, toBase64 } from "./mail-talk.ts";

const MOST_LINES = 100;
const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/;

type Reply = { code: number; lines: string[] };

/** SMTP (RFC 5321) with STARTTLS (RFC 3207) and AUTH (RFC 4954). */
export const smtpDialect: MailDialect = {
  async greet(talk) {
    expectCode(await hearReply(talk), { code: 220, step: "greeted" });
  },

  async listAbilities(talk) {
    await talk.say("EHLO [127.0.0.1]");
    const reply = await hearReply(talk);
    expectCode(reply, { code: 250, step: "answered EHLO" });
    return reply.lines.slice(1).map((line) => line.trim().toUpperCase());
  },

  async offerTls(talk, abilities) {
    if (!abilities.includes("STARTTLS")) throw new Fault("tls", "It does not offer STARTTLS.");
    await talk.say("STARTTLS");
    expectCode(await hearReply(talk), { code: 220, step: "answered STARTTLS" });
  },

  async signIn(talk, { login, abilities }) {
    const ways = abilities.find((line) => /^AUTH[ =]/.test(line))?.split(/[ =]/) ?? [];
    if (ways.includes("PLAIN")) {
      await talk.say(`AUTH PLAIN ${plainCredentials(login)}`, "AUTH PLAIN …");
    } else if (ways.includes("LOGIN")) {
      await talk.say("AUTH LOGIN");
      expectCode(await hearReply(talk), { code: 334, step: "answered AUTH LOGIN" });
      await talk.say(toBase64(login.username), "(user name)");
      expectCode(await hearReply(talk), { code: 334, step: "answered the user name" });
      await talk.say(toBase64(login.password), "(password)");
    } else {
      throw new Fault("auth", "It offers no sign-in by password: neither AUTH PLAIN nor AUTH LOGIN.");
    }
    const reply = await hearReply(talk);
    if (reply.code >= 500) throw new Fault("auth", `It refused the sign-in with ${said(reply)}`);
    expectCode(reply, { code: 235, step: "answered the sign-in" });
  },

  async leave(talk) {
    await talk.say("QUIT");
    await hearLines(talk);
  },
};

function expectCode(reply: Reply, { code, step }: { code: number; step: string }): void {
  if (reply.code !== code) throw new Fault("status", `It ${step} with ${said(reply)}`);
}

function said({ code, lines }: Reply): string {
  return `${code} ${lines.join(" ")}`.slice(0, 300);
}

async function hearReply(talk: MailTalk): Promise<Reply> {
  const reply = await hearLines(talk);
  talk.run.status = reply.code;
  return reply;
}

async function hearLines(talk: MailTalk): Promise<Reply> {
  const lines: string[] = [];
  while (lines.length < MOST_LINES) {
    const line = await talk.hear();
    const parts = LINE.exec(line);
    if (!parts) throw new Fault("protocol", `It does not speak SMTP: ${line.slice(0, 100)}`);
    lines.push(parts[3] ?? "");
    if (parts[2] !== "-") return { code: Number(parts[1]), lines };
  }
  throw new Fault("protocol", `Its reply has more than ${MOST_LINES} lines.`);
}
