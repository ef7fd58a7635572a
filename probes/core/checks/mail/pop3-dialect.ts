import { Fault } from "#probes/core/fault.ts";
import type { MailDialect } from "./mail-dialect.ts";
import type { MailTalk } from "./mail-talk.ts";

const MOST_LINES = 100;

/** POP3 (RFC 1939) with CAPA (RFC 2449) and STLS (RFC 2595). */
export const pop3Dialect: MailDialect = {
  async greet(talk) {
    const { isOk, text } = await hearReply(talk);
    if (!isOk) throw new Fault("status", `It turned the check away: ${text}`);
  },

  /** Servers that do not know CAPA have no further abilities. */
  async listAbilities(talk) {
    const { isOk } = await ask(talk, "CAPA");
    if (!isOk) return [];
    const lines: string[] = [];
    for (let line = await talk.hear(); line !== "."; line = await talk.hear()) {
      if (lines.length >= MOST_LINES)
        throw new Fault("protocol", `Its reply has more than ${MOST_LINES} lines.`);
      lines.push(line.toUpperCase());
    }
    return lines;
  },

  async offerTls(talk) {
    const { isOk, text } = await ask(talk, "STLS");
    if (!isOk) throw new Fault("tls", `It does not start TLS: ${text}`);
  },

  async signIn(talk, { login }) {
    judgeSignIn(await ask(talk, `USER ${argument(login.username)}`, "USER …"));
    judgeSignIn(await ask(talk, `PASS ${argument(login.password)}`, "PASS …"));
  },

  async leave(talk) {
    await ask(talk, "QUIT");
  },
};

type Reply = { isOk: boolean; text: string };

/** RFC 2449 §8 and RFC 3206: these codes speak of the server and not of the credentials. */
function judgeSignIn({ isOk, text }: Reply): void {
  if (isOk) return;
  const isTrouble = /^\[(IN-USE|LOGIN-DELAY|SYS\/)/i.test(text);
  throw new Fault(isTrouble ? "status" : "auth", `It refused the sign-in: ${text}`);
}

async function ask(talk: MailTalk, line: string, shown = line): Promise<Reply> {
  await talk.say(line, shown);
  return hearReply(talk);
}

async function hearReply(talk: MailTalk): Promise<Reply> {
  const line = await talk.hear();
  const parts = /^(\+OK|-ERR)\b ?(.*)$/.exec(line);
  if (!parts) throw new Fault("protocol", `It does not speak POP3: ${line.slice(0, 100)}`);
  return { isOk: parts[1] === "+OK", text: (parts[2] ?? "").slice(0, 300) };
}

/** With a line break a name could bring a command of its own. */
function argument(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Fault("internal", "The user name or password holds a line break.");
  return text;
}
