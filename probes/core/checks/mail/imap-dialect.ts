import { Fault } from "#probes/core/fault.ts";
import type { MailDialect } from "./mail-dialect.ts";
import { type MailTalk, plainCredentials } from "./mail-talk.ts";

const MOST_LINES = 100;
const TAG = "u1";

type Reply = { status: string; text: string; untagged: string[] };

/** IMAP (RFC 3501, RFC 9051). */
export const imapDialect: MailDialect = {
  async greet(talk) {
    const line = await talk.hear();
    if (/^\* BYE\b/i.test(line)) throw new Fault("status", `It turned the check away: ${line.slice(2, 300)}`);
    if (!/^\* (OK|PREAUTH)\b/i.test(line)) {
      throw new Fault("protocol", `It does not speak IMAP: ${line.slice(0, 100)}`);
    }
  },

  async listAbilities(talk) {
    const reply = await ask(talk, { command: "CAPABILITY" });
    expectOk(reply, "CAPABILITY");
    const line = reply.untagged.find((one) => /^CAPABILITY /i.test(one)) ?? "";
    return line.toUpperCase().split(" ").slice(1);
  },

  async offerTls(talk, abilities) {
    if (!abilities.includes("STARTTLS")) throw new Fault("tls", "It does not offer STARTTLS.");
    expectOk(await ask(talk, { command: "STARTTLS" }), "STARTTLS");
  },

  async signIn(talk, { login, abilities }) {
    if (abilities.includes("AUTH=PLAIN"))
      return judgeSignIn(await authenticate(talk, plainCredentials(login)));
    if (abilities.includes("LOGINDISABLED")) {
      throw new Fault("auth", "It offers no sign-in by password on this connection.");
    }
    const command = `LOGIN ${quoted(login.username)} ${quoted(login.password)}`;
    judgeSignIn(await ask(talk, { command, shown: "LOGIN …" }));
  },

  async leave(talk) {
    await ask(talk, { command: "LOGOUT" });
  },
};

async function authenticate(talk: MailTalk, credentials: string): Promise<Reply> {
  await talk.say(`${TAG} AUTHENTICATE PLAIN`);
  const line = await talk.hear();
  if (!line.startsWith("+")) return hearReply(talk, line);
  await talk.say(credentials, "(credentials)");
  return hearReply(talk);
}

/** RFC 5530: of the codes of a refusal, these are troubles of the server and none of the credentials. */
function judgeSignIn({ status, text }: Reply): void {
  if (status === "OK") return;
  if (status === "BAD") throw new Fault("protocol", `It did not understand the sign-in: ${text}`);
  const isTrouble = /^\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)\b/i.test(text);
  throw new Fault(isTrouble ? "status" : "auth", `It refused the sign-in: ${text}`);
}

function expectOk({ status, text }: Reply, command: string): void {
  if (status !== "OK") throw new Fault("status", `It answered ${command} with ${status} ${text}`);
}

async function ask(talk: MailTalk, { command, shown }: { command: string; shown?: string }): Promise<Reply> {
  await talk.say(`${TAG} ${command}`, `${TAG} ${shown ?? command}`);
  return hearReply(talk);
}

async function hearReply(talk: MailTalk, first?: string): Promise<Reply> {
  const untagged: string[] = [];
  for (let line = first ?? (await talk.hear()); untagged.length < MOST_LINES; line = await talk.hear()) {
    const tagged = new RegExp(`^${TAG} (OK|NO|BAD)\\b ?(.*)$`, "i").exec(line);
    if (tagged)
      return { status: (tagged[1] ?? "").toUpperCase(), text: (tagged[2] ?? "").slice(0, 300), untagged };
    if (!line.startsWith("* ")) throw new Fault("protocol", `It does not speak IMAP: ${line.slice(0, 100)}`);
    untagged.push(line.slice(2));
  }
  throw new Fault("protocol", `Its reply has more than ${MOST_LINES} lines.`);
}

/** A quoted string takes no line break (RFC 3501 §4.3), with which a name could bring a command of its own. */
function quoted(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Fault("internal", "The user name or password holds a line break.");
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
