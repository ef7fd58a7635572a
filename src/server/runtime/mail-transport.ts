import type { Socket } from "node:net";
import { createTransport, type SentMessageInfo } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import type {
  JudgedAnswer,
  MailAttachment,
  MailMessage,
  MailServer,
  MailTransport,
} from "#server/channels/channel.ts";
import { EGRESS_REFUSAL, type EgressPolicy, OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { type OpenLimits, openSocket } from "#transport/egress/open-socket.ts";

const TIMEOUT_MS = 15_000;

export type MailSettings = {
  smtpUrl: string | null;
  from: string | null;
  /** Where the servers of channels may stand; the one of `smtpUrl` is the operator's own. */
  egress: EgressPolicy;
};

/** Mail over SMTP, one connection per message, to addresses that the policy allows. */
export function createMailTransport(
  settings: MailSettings,
  limits = { timeoutMs: TIMEOUT_MS },
): MailTransport {
  const shared = settings.smtpUrl === null ? null : readSmtpUrl(settings.smtpUrl);
  return {
    async send(message) {
      const server = message.server ?? shared;
      const from = message.from ?? settings.from;
      const isList = message.list !== undefined;
      if (server === null)
        return unset(isList, "No mail server is set. Name one in this channel, or set SMTP_URL.");
      if (from === null)
        return unset(isList, "No sender is set. Name one in this channel, or set MAIL_FROM.");

      const startedAt = performance.now();
      const policy = message.server === null ? OPEN_EGRESS : settings.egress;
      const transport = createTransport({
        ...optionsOf(server, limits.timeoutMs),
        getSocket: dialer(server, { policy, timeoutMs: limits.timeoutMs }),
      });
      try {
        const info = await transport.sendMail(mailOf(message, from));
        return sentBy(info, startedAt);
      } catch (error) {
        const answer = explain(error, startedAt);
        return isList ? withoutOurFaults(answer, error) : answer;
      } finally {
        transport.close();
      }
    },
  };
}

type Dialled = (error: Error | null, options?: { connection: Socket }) => void;

function dialer({ host, port }: MailServer, limits: OpenLimits) {
  return (_options: unknown, dialled: Dialled): void => {
    openSocket({ host, port, isWeb: false }, limits).then(
      (connection) => dialled(null, { connection }),
      (error: Error) => dialled(error),
    );
  };
}

/** `smtps:` is TLS from the start. `smtp:` insists on STARTTLS when there is a password to protect. */
export function readSmtpUrl(text: string): MailServer {
  const url = new URL(text);
  const tls = url.protocol === "smtps:";
  const user = url.username === "" ? null : decodeURIComponent(url.username);
  const plain = url.searchParams.get("security") === "none";
  const startTls = user === null ? "opportunistic" : "starttls";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (tls ? 465 : 587) : Number(url.port),
    user,
    password: url.password === "" ? null : decodeURIComponent(url.password),
    security: tls ? "tls" : plain ? "none" : startTls,
  };
}

function optionsOf(server: MailServer, timeoutMs: number): SMTPTransport.Options {
  const { host, port, user, password, security } = server;
  return {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function mailOf(message: MailMessage, from: string) {
  return {
    from,
    to: message.to.map((address) => ({ name: "", address })),
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    ...(message.thread === null ? {} : { inReplyTo: message.thread, references: message.thread }),
    ...(message.attachments === undefined ? {} : { attachments: attachmentsOf(message.attachments) }),
    headers: { "auto-submitted": "auto-generated", ...listHeaders(message) },
  };
}

/** RFC 2919, RFC 2369 and RFC 8058; `id` and `unsubscribe` are ours, without anything that ends a header. */
function listHeaders({ list }: MailMessage): Record<string, string> {
  if (list === undefined) return {};
  return {
    "list-id": `<${list.id}>`,
    "list-unsubscribe": `<${list.unsubscribe}>`,
    "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    precedence: "bulk",
  };
}

function attachmentsOf(files: readonly MailAttachment[]) {
  return files.map(({ name, type, content }) => ({ filename: name, contentType: type, content }));
}

function sentBy(info: SentMessageInfo, startedAt: number): JudgedAnswer {
  const body = String(info.response ?? "");
  return { kind: "sent", response: { status: statusOf(body), body, latencyMs: since(startedAt) } };
}

const REASONS: Record<string, string> = {
  EGRESS_BLOCKED: EGRESS_REFUSAL,
  ENOTFOUND: "The mail server's name could not be resolved.",
  EAI_AGAIN: "The mail server's name could not be resolved.",
  ECONNREFUSED: "The connection to the mail server was refused or cut.",
  ECONNRESET: "The connection to the mail server was refused or cut.",
  EHOSTUNREACH: "The mail server could not be reached.",
  ENETUNREACH: "The mail server could not be reached.",
  EAUTH: "The mail server refuses the user name and password.",
  EDNS: "The mail server's name could not be resolved.",
  ECONNECTION: "The connection to the mail server was refused or cut.",
  ESOCKET: "The connection to the mail server was refused or cut.",
  ETIMEDOUT: "The mail server did not answer in time.",
  ETLS: "The mail server offers no encryption that can be used.",
};
// What no further attempt can mend: missing encryption and addresses that cannot be written to.
const LASTING = new Set(["ETLS", "ENOAUTH"]);

function explain(error: unknown, startedAt: number): JudgedAnswer {
  const fault: Partial<SmtpError> = isSmtpError(error) ? error : {};
  const status = fault.responseCode ?? null;
  const code = fault.code ?? "";
  return {
    kind: "failed",
    permanent: status === null ? LASTING.has(code) : status >= 500,
    reason: reasonOf(code, status),
    retryAfterMs: null,
    response: { status, body: fault.response ?? "", latencyMs: since(startedAt) },
  };
}

/** Of the answers to a login only the lasting ones speak about the password. */
function reasonOf(code: string, status: number | null): string {
  const known = status !== null && status < 500 ? undefined : REASONS[code];
  if (known !== undefined) return known;
  if (status === null) return "The mail could not be handed over.";
  return `The mail server answered ${status} and did not take the message.`;
}

/** A refused password or sender is the operator's to mend: only a refused recipient ends somebody's subscription. */
function withoutOurFaults(answer: JudgedAnswer, error: unknown): JudgedAnswer {
  if (answer.kind === "sent" || !isSmtpError(error)) return answer;
  const refusesRecipient = error.command === "RCPT TO" || /^5\d\d[ -]5\.1\./.test(error.response ?? "");
  return { ...answer, permanent: answer.permanent && refusesRecipient };
}

function unset(isList: boolean, reason: string): JudgedAnswer {
  return { kind: "failed", permanent: !isList, reason, retryAfterMs: null, response: null };
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error;
}

function statusOf(reply: string): number | null {
  const status = Number.parseInt(reply.slice(0, 3), 10);
  return Number.isNaN(status) ? null : status;
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
