import { createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { ImapCheck, Pop3Check, SmtpCheck } from "#contracts/checks/mail.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { closeTargets, listen } from "../../../testing/socket-targets.ts";
import { createMailRunners } from "./run-mail.ts";

const authority = createCertificateAuthority();
const identity = authority.issue({ hosts: ["localhost"], validTo: new Date(Date.now() + 20.5 * 86_400_000) });
const dial = createNodeDial({ ca: [authority.cert], egress: OPEN_EGRESS });
const { smtp, imap, pop3 } = createMailRunners({ dial, now: Date.now });
const mailServers: SMTPServer[] = [];

afterEach(async () => {
  for (const server of mailServers.splice(0)) await new Promise<void>((done) => server.close(done));
  await closeTargets();
});

/** The secret is in the open here, as the app hands it to the probe. */
const login = { username: "anna@example.com", password: 'pä"ss\\wörd' };

async function startSmtp(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    ...identity,
    authOptional: true,
    disableReverseLookup: true,
    authMethods: ["PLAIN", "LOGIN"],
    onAuth: ({ username, password }, _session, done) => {
      if (username === login.username && password === login.password) return done(null, { user: username });
      return done(Object.assign(new Error("Invalid login"), { responseCode: 535 }));
    },
    ...options,
  });
  mailServers.push(server);
  server.on("error", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.server.address();
  return typeof address === "object" && address ? address.port : 0;
}

type Change = Record<string, unknown> & { login?: typeof login };
const base = { host: "localhost", ipFamily: "v4" };

/** A login holds a reference when it is saved and the secret's value when it is run. */
function smtpOf(port: number, { login: given, ...change }: Change = {}) {
  const check = SmtpCheck.parse({ kind: "smtp", ...base, port, ...change });
  return configWith({ ...check, login: given ?? null });
}

test("a real SMTP server is greeted, secured and left", async () => {
  const assertions = {
    match: "all",
    list: [
      { source: "body", comparison: "contains", expected: "ESMTP" },
      { source: "daysLeft", comparison: "equals", expected: "20" },
    ],
  };
  const seen = await smtp(smtpOf(await startSmtp(), { assertions, certificateDays: 20 }));
  expect(seen.evidence().message).toBe("It greeted and answered.");
  expect(seen).toMatchObject({ outcome: "ok", status: 250 });
  expect(seen.evidence().transcript).toMatch(/> STARTTLS\n< 220 .*\n> EHLO \[127\.0\.0\.1\]\n/);
  expect(seen.evidence().transcript).toMatch(/> QUIT\n< 221 /);
  expect(seen.tlsUs).toBeGreaterThan(0);
});

test.each(["PLAIN", "LOGIN"])(
  "AUTH %s lets in who may, and leaves no password in the evidence",
  async (way) => {
    const port = await startSmtp({ authMethods: [way] });
    const right = await smtp(smtpOf(port, { login }));
    expect(right.evidence().message).toBe("It let the check sign in.");
    expect(right).toMatchObject({ outcome: "ok", status: 235 });
    const wrong = await smtp(smtpOf(port, { login: { ...login, password: "wrong-one" } }));
    expect(wrong).toMatchObject({ outcome: "auth", status: 535 });
    expect(wrong.evidence().message).toBe("It refused the sign-in with 535 Invalid login");
    for (const secret of ["wrong-one", Buffer.from("wrong-one").toString("base64"), login.password]) {
      expect(JSON.stringify([right.evidence(), wrong.evidence()])).not.toContain(secret);
    }
    expect(right.evidence().transcript).not.toContain(Buffer.from(login.password).toString("base64"));
    const plain = Buffer.from(`\0${login.username}\0${login.password}`).toString("base64");
    expect(right.evidence().transcript).not.toContain(plain);
  },
);

test.each([
  { name: "TLS from the first byte", options: { secure: true }, change: { security: "tls" }, outcome: "ok" },
  { name: "no TLS", options: {}, change: { security: "none" }, outcome: "ok" },
  {
    name: "no STARTTLS on offer",
    options: { hideSTARTTLS: true },
    change: {},
    outcome: "tls",
  },
  { name: "a certificate that ends soon", options: {}, change: { certificateDays: 30 }, outcome: "expiry" },
  { name: "a certificate for another host", options: {}, change: { host: "127.0.0.1" }, outcome: "tls" },
  {
    name: "no sign-in on offer",
    options: { disabledCommands: ["AUTH"] },
    change: { login },
    outcome: "auth",
  },
])("SMTP with $name: $outcome", async ({ options, change, outcome }) => {
  const seen = await smtp(smtpOf(await startSmtp(options), change as Change));
  expect(seen.outcome).toBe(outcome);
});

/** Greets, then answers each line by the first word of the command (after IMAP's tag). */
async function serveLines(greeting: string, answers: Record<string, string>): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.write(greeting);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
      const lines = text.split("\r\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        const word = line.replace(/^u1 /, "").split(" ")[0] ?? "";
        socket.write(answers[word] ?? answers.else ?? "");
      }
    });
  });
  return listen(server);
}

const IMAP = {
  CAPABILITY: "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nu1 OK\r\n",
  AUTHENTICATE: "+ \r\n",
  LOGOUT: "* BYE\r\nu1 OK\r\n",
};

test.each([
  { name: "sign-in", greeting: "* OK hi\r\n", answers: { ...IMAP, else: "u1 OK in\r\n" }, outcome: "ok" },
  {
    name: "refusal",
    greeting: "* OK hi\r\n",
    answers: { ...IMAP, else: "u1 NO [AUTHENTICATIONFAILED] no\r\n" },
    outcome: "auth",
  },
  {
    name: "trouble",
    greeting: "* OK hi\r\n",
    answers: { ...IMAP, else: "u1 NO [UNAVAILABLE] later\r\n" },
    outcome: "status",
  },
  {
    name: "sign-in by LOGIN",
    greeting: "* PREAUTH hi\r\n",
    answers: { ...IMAP, CAPABILITY: "* CAPABILITY IMAP4rev1\r\nu1 OK\r\n", LOGIN: "u1 OK in\r\n" },
    outcome: "ok",
  },
  {
    name: "sign-in that is closed",
    greeting: "* OK hi\r\n",
    answers: { ...IMAP, CAPABILITY: "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nu1 OK\r\n" },
    outcome: "auth",
  },
  { name: "no entry", greeting: "* BYE overloaded\r\n", answers: {}, outcome: "status" },
  { name: "another protocol", greeting: "220 smtp here\r\n", answers: {}, outcome: "protocol" },
  {
    name: "endless answer",
    greeting: "* OK\r\n",
    answers: { else: "* 1\r\n".repeat(300) },
    outcome: "protocol",
  },
])("IMAP, $name: $outcome", async ({ greeting, answers, outcome }) => {
  const port = await serveLines(greeting, answers as Record<string, string>);
  const check = ImapCheck.parse({ kind: "imap", ...base, port, security: "none" });
  const seen = await imap(configWith({ ...check, login }));
  expect(seen.outcome).toBe(outcome);
  expect(JSON.stringify(seen.evidence())).not.toContain(login.password.slice(-6));
});

const POP3 = { CAPA: "+OK\r\nUSER\r\n.\r\n", USER: "+OK\r\n", PASS: "+OK in\r\n", QUIT: "+OK bye\r\n" };

test.each([
  { name: "sign-in", greeting: "+OK hi\r\n", answers: POP3, outcome: "ok" },
  { name: "no CAPA", greeting: "+OK hi\r\n", answers: { ...POP3, CAPA: "-ERR what\r\n" }, outcome: "ok" },
  {
    name: "refusal",
    greeting: "+OK hi\r\n",
    answers: { ...POP3, PASS: "-ERR [AUTH] no\r\n" },
    outcome: "auth",
  },
  {
    name: "a locked box",
    greeting: "+OK hi\r\n",
    answers: { ...POP3, PASS: "-ERR [IN-USE] no\r\n" },
    outcome: "status",
  },
  { name: "no entry", greeting: "-ERR overloaded\r\n", answers: {}, outcome: "status" },
  { name: "another protocol", greeting: "* OK imap\r\n", answers: {}, outcome: "protocol" },
  {
    name: "endless answer",
    greeting: "+OK\r\n",
    answers: { else: "+OK\r\n".repeat(300) },
    outcome: "protocol",
  },
])("POP3, $name: $outcome", async ({ greeting, answers, outcome }) => {
  const port = await serveLines(greeting, answers as Record<string, string>);
  const check = Pop3Check.parse({ kind: "pop3", ...base, port, security: "none" });
  const seen = await pop3(configWith({ ...check, login }));
  expect(seen.outcome).toBe(outcome);
  expect(JSON.stringify(seen.evidence())).not.toContain(login.password.slice(-6));
});

test("a line break in a credential never reaches the server", async () => {
  const port = await serveLines("+OK hi\r\n", POP3);
  const check = Pop3Check.parse({ kind: "pop3", ...base, port, security: "none" });
  const seen = await pop3(configWith({ ...check, login: { username: "a\r\nDELE 1", password: "x" } }));
  expect(seen.outcome).toBe("internal");
});
