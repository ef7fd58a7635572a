import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { from: string; to: string[]; raw: string };

/** What the server says: to a recipient, to the message, or nothing at all. */
export type MailAnswer =
  | { kind: "accept" }
  | { kind: "refuse"; at: "recipient" | "message"; status: number; text: string }
  | { kind: "cut" };

export type FakeMailServer = {
  port: number;
  mails: ReceivedMail[];
  /** Each message takes the next answer; the last one stays. */
  script(...answers: MailAnswer[]): void;
  stop(): Promise<void>;
};

/** An SMTP server on loopback without TLS; it takes `user` with `password` and nobody else. */
export async function startFakeMailServer(
  login: { user: string; password: string },
  port = 0,
): Promise<FakeMailServer> {
  const mails: ReceivedMail[] = [];
  let answers: MailAnswer[] = [{ kind: "accept" }];
  const current = () => answers[0] ?? { kind: "accept" };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === login.user && password === login.password) done(null, { user: username });
      else done(smtpError(535, "5.7.8 Authentication credentials invalid"));
    },
    onRcptTo: (_address, session, done) => {
      const answer = current();
      if (answer.kind === "cut") closeSession(server, session.id);
      else if (answer.kind === "refuse" && answer.at === "recipient")
        done(smtpError(answer.status, answer.text));
      else done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const answer = current();
        if (answers.length > 1) answers.shift();
        if (answer.kind === "refuse") return done(smtpError(answer.status, answer.text));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString("utf8"),
        });
        return done();
      });
    },
  });
  // A client that is cut off is part of the script.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));

  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    script: (...next) => {
      answers = next.length === 0 ? [{ kind: "accept" }] : next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function closeSession(server: SMTPServer, id: string): void {
  for (const connection of server.connections) {
    if (connection.id === id) connection.close();
  }
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
