import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { ImapCheck, Pop3Check } from "#contracts/checks/mail.ts";
import { SshCheck } from "#contracts/checks/ssh.ts";
import { TlsCheck } from "#contracts/checks/tls.ts";
import { createMailRunners } from "#probes/core/checks/mail/run-mail.ts";
import { createSshRunner } from "#probes/core/checks/ssh/run-ssh.ts";
import { createTlsRunner } from "#probes/core/checks/tls/run-tls.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../testing/check-config.ts";
import { createNodeDial } from "./node-wire.ts";

/** Servers of others, where the machine has them: `apt-get install openssh-server dovecot-imapd dovecot-pop3d`. */
const SSHD = "/usr/sbin/sshd";
const DOVECOT = "/usr/sbin/dovecot";
const PARTS = "/usr/lib/dovecot";

const folder = mkdtempSync(join(tmpdir(), "uptick-servers-"));
const authority = createCertificateAuthority();
const deps = { dial: createNodeDial({ ca: [authority.cert], egress: OPEN_EGRESS }), now: Date.now };
const children: ChildProcess[] = [];

afterAll(async () => {
  for (const child of children) {
    child.kill("SIGTERM");
    await new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done(null)));
  }
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

async function start(program: string, args: string[], port: number): Promise<void> {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += String(chunk);
  });
  await vi.waitFor(
    () =>
      new Promise<void>((done, fail) => {
        if (child.exitCode !== null) fail(new Error(errors));
        const socket = connect(port, "127.0.0.1", () => done(void socket.destroy()));
        socket.on("error", fail);
      }),
    { timeout: 15_000, interval: 100 },
  );
}

describe.runIf(existsSync(SSHD))("OpenSSH", () => {
  test("is known by its identification string", async () => {
    const port = await freePort();
    const key = join(folder, "host-key");
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    // Its place for unprivileged parts, which a start as a service would have made.
    mkdirSync("/run/sshd", { recursive: true });
    const args = [
      "-D",
      "-e",
      "-f",
      "/dev/null",
      "-h",
      key,
      "-p",
      String(port),
      "-o",
      "ListenAddress=127.0.0.1",
    ];
    await start(SSHD, [...args, "-o", "PidFile=none"], port);
    const list = [{ source: "body", comparison: "startsWith", expected: "SSH-2.0-OpenSSH_" }];
    const assertions = { match: "all", list };
    const check = SshCheck.parse({ kind: "ssh", host: "127.0.0.1", port, assertions });
    const seen = await createSshRunner(deps)(configWith(check));
    expect(seen.outcome).toBe("ok");
    expect(seen.findings).toEqual([{ key: "serverVersion", value: expect.stringMatching(/^OpenSSH_\d/) }]);
  });
});

describe.runIf(existsSync(join(PARTS, "imap")) && existsSync(join(PARTS, "pop3")))("Dovecot", async () => {
  const { imap, pop3 } = createMailRunners(deps);
  const tls = createTlsRunner(deps);
  const login = { username: "anna", password: "s3cret" };
  const ports = { imap: await freePort(), pop3: await freePort() };
  let isUp: Promise<void> | null = null;
  const up = () => {
    isUp ??= startDovecot(ports, login);
    return isUp;
  };
  const base = { host: "localhost", ipFamily: "v4" };
  const imapOf = (change: Record<string, unknown> = {}, password: string | null = login.password) => {
    const check = ImapCheck.parse({ kind: "imap", ...base, port: ports.imap, ...change });
    return configWith({ ...check, login: password === null ? null : { ...login, password } }, 10_000);
  };
  const pop3Of = (change: Record<string, unknown> = {}, password: string | null = login.password) => {
    const check = Pop3Check.parse({ kind: "pop3", ...base, port: ports.pop3, ...change });
    return configWith({ ...check, login: password === null ? null : { ...login, password } }, 10_000);
  };

  test("lets its user in by IMAP after STARTTLS", async () => {
    await up();
    const seen = await imap(imapOf());
    expect(seen.evidence().message).toBe("It let the check sign in.");
    expect(seen.evidence().transcript).toMatch(/> u1 LOGOUT\n< \* BYE/);
    expect(seen.findings).toContainEqual({ key: "tlsProtocol", value: "TLSv1.3" });
  });

  test("lets its user in by POP3 after STLS", async () => {
    await up();
    const seen = await pop3(pop3Of());
    expect(seen.evidence().message).toBe("It let the check sign in.");
    expect(seen.evidence().transcript).toMatch(/> QUIT\n< \+OK/);
  });

  test("refuses a wrong password, with and without TLS", async () => {
    await up();
    expect((await imap(imapOf({}, "wrong"))).outcome).toBe("auth");
    expect((await pop3(pop3Of({}, "wrong"))).outcome).toBe("auth");
    expect((await imap(imapOf({ security: "none" }, "wrong"))).outcome).toBe("auth");
    expect((await pop3(pop3Of({ security: "none" }))).outcome).toBe("ok");
    expect((await imap(imapOf({ security: "none" }, null))).outcome).toBe("ok");
  });

  test("shows its certificate to the TLS check, and to mail checks that fear its end", async () => {
    await up();
    for (const startTls of ["imap", "pop3"] as const) {
      const check = TlsCheck.parse({ kind: "tls", ...base, port: ports[startTls], startTls });
      const seen = await tls(configWith(check, 10_000));
      expect(seen.evidence().message).toContain("is valid for");
      expect(seen.outcome).toBe("ok");
    }
    expect((await imap(imapOf({ certificateDays: 365 }))).outcome).toBe("expiry");
    expect((await imap(imapOf({ host: "127.0.0.1" }))).outcome).toBe("tls");
  });
});

type Ports = { imap: number; pop3: number };

async function startDovecot(ports: Ports, { username, password }: { username: string; password: string }) {
  const base = join(folder, "dovecot");
  mkdirSync(join(base, "mail"), { recursive: true });
  // Its own processes run as users of their own, who must get to the configuration.
  for (const place of [folder, base, join(base, "mail")]) chmodSync(place, 0o777);
  const { cert, key } = authority.issue({
    hosts: ["localhost"],
    validTo: new Date(Date.now() + 86_400_000 * 90),
  });
  writeFileSync(join(base, "cert.pem"), cert);
  writeFileSync(join(base, "key.pem"), key);
  writeFileSync(join(base, "users"), `${username}:{PLAIN}${password}\n`);
  const own = userInfo().uid === 0 ? "nobody" : userInfo().username;
  const config = `
protocols = imap pop3
base_dir = ${base}/run
state_dir = ${base}/run
listen = 127.0.0.1
ssl = yes
ssl_cert = <${base}/cert.pem
ssl_key = <${base}/key.pem
log_path = ${base}/log
mail_location = maildir:${base}/mail/%u
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = scheme=plain username_format=%u ${base}/users
}
userdb {
  driver = static
  args = uid=${own} gid=${own === "nobody" ? "nogroup" : own} home=${base}/mail/%u
}
auth_failure_delay = 0 secs
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = 0
  }
}
`;
  writeFileSync(join(base, "dovecot.conf"), config);
  await start(DOVECOT, ["-F", "-c", join(base, "dovecot.conf")], ports.imap);
}
