import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, test, vi } from "vitest";
import { ImapCheck, Pop3Check, SmtpCheck } from "#contracts/checks/mail.ts";
import { SshCheck } from "#contracts/checks/ssh.ts";
import { TcpCheck } from "#contracts/checks/tcp.ts";
import { TlsCheck } from "#contracts/checks/tls.ts";
import type { Outcome } from "#contracts/tick.ts";
import { createMailRunners } from "#probes/core/checks/mail/run-mail.ts";
import { createSshRunner } from "#probes/core/checks/ssh/run-ssh.ts";
import { createTcpRunner } from "#probes/core/checks/tcp/run-tcp.ts";
import { createTlsRunner } from "#probes/core/checks/tls/run-tls.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../testing/check-config.ts";
import { describeMisbehaving, type Misbehaviour } from "../../testing/misbehaving.ts";
import { closeTargets, listen } from "../../testing/socket-targets.ts";
import { createNodeDial } from "./node-wire.ts";

const deps = { dial: createNodeDial({ egress: OPEN_EGRESS }), now: Date.now };
const tcp = createTcpRunner(deps);
const tls = createTlsRunner(deps);
const ssh = createSshRunner(deps);
const mail = createMailRunners(deps);
const host = "127.0.0.1";

/** Of a protocol in lines, whose server speaks first. */
const LINE_OUTCOMES: Record<Misbehaviour, readonly Outcome[]> = {
  "refuses the connection": ["refused"],
  "says nothing": ["timeout"],
  "sends garbage": ["protocol", "timeout"],
  "sends garbage for ever": ["protocol"],
  "drips a byte at a time": ["timeout"],
  "hangs up at once": ["reset"],
  "resets the connection": ["reset"],
};

describeMisbehaving("an SMTP check", {
  run: (port, timeoutMs) => mail.smtp(configWith(SmtpCheck.parse({ kind: "smtp", host, port }), timeoutMs)),
  outcomes: LINE_OUTCOMES,
});
describeMisbehaving("an IMAP check", {
  run: (port, timeoutMs) => mail.imap(configWith(ImapCheck.parse({ kind: "imap", host, port }), timeoutMs)),
  outcomes: LINE_OUTCOMES,
});
describeMisbehaving("a POP3 check", {
  run: (port, timeoutMs) => mail.pop3(configWith(Pop3Check.parse({ kind: "pop3", host, port }), timeoutMs)),
  outcomes: LINE_OUTCOMES,
});
describeMisbehaving("an SSH check", {
  run: (port, timeoutMs) => ssh(configWith(SshCheck.parse({ kind: "ssh", host, port }), timeoutMs)),
  outcomes: LINE_OUTCOMES,
});
describeMisbehaving("a TLS check", {
  run: (port, timeoutMs) => tls(configWith(TlsCheck.parse({ kind: "tls", host, port }), timeoutMs)),
  outcomes: {
    "refuses the connection": ["refused"],
    "says nothing": ["timeout"],
    "sends garbage": ["tls"],
    "sends garbage for ever": ["tls"],
    "drips a byte at a time": ["tls"],
    "hangs up at once": ["tls", "reset"],
    "resets the connection": ["reset"],
  },
});
describeMisbehaving("a TCP check that expects a text", {
  run: (port, timeoutMs) => {
    const dialogue = [{ type: "expect", text: "220 " }];
    return tcp(configWith(TcpCheck.parse({ kind: "tcp", host, port, dialogue }), timeoutMs));
  },
  outcomes: {
    "refuses the connection": ["refused"],
    "says nothing": ["timeout"],
    "sends garbage": ["assertion"],
    "sends garbage for ever": ["assertion"],
    "drips a byte at a time": ["assertion"],
    "hangs up at once": ["reset"],
    "resets the connection": ["reset"],
  },
});

test.each([
  { name: "a private address", host: "127.0.0.1", outcome: "blocked" },
  { name: "a name that leads to one", host: "localhost", outcome: "blocked" },
  { name: "a name that does not exist", host: "nothing-here.invalid", outcome: "dns" },
])("$name gets no connection", async ({ host: closed, outcome }) => {
  const guarded = createSshRunner({ dial: createNodeDial({ egress: PUBLIC_EGRESS }) });
  const seen = await guarded(configWith(SshCheck.parse({ kind: "ssh", host: closed, port: 22 })));
  expect(seen).toMatchObject({ outcome, connectUs: null });
});

test("a check that went well leaves no connection behind, with TLS and without", async () => {
  const authority = createCertificateAuthority();
  const dial = createNodeDial({ ca: [authority.cert], egress: OPEN_EGRESS });
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => open.delete(socket));
  };
  const secure = createTlsServer(authority.issue({ hosts: ["localhost"] })).on("connection", keep);
  const plain = createServer(keep);
  const ports = [await listen(secure), await listen(plain)];
  for (const [index, port] of ports.entries()) {
    const check = TcpCheck.parse({
      kind: "tcp",
      host: "localhost",
      ipFamily: "v4",
      port,
      secure: index === 0,
    });
    expect((await createTcpRunner({ dial })(configWith(check))).outcome).toBe("ok");
  }
  await vi.waitFor(() => expect(open.size).toBe(0));
  await closeTargets();
});
