import type * as z from "zod";
import type { ChannelField, ChannelKind } from "#contracts/channel.ts";
import type { Notification, StatusUpdate } from "#contracts/notification.ts";

export type HttpMessage = {
  kind: "http";
  method: "POST" | "PUT";
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Signed when it is sent, not when it is written: receivers refuse a timestamp that is minutes old. */
  signing?: { id: string; secret: string | null };
  /** Encrypted when it is sent, with a new key each time: what is written stays the same on every retry. */
  encryptFor?: { p256dh: string; auth: string };
};

/** `starttls` insists on encryption, `opportunistic` takes it where it is offered. */
export type MailServer = {
  host: string;
  port: number;
  user: string | null;
  password: string | null;
  security: "starttls" | "tls" | "none" | "opportunistic";
};

export type MailAttachment = { name: string; type: string; content: Buffer };

export type MailMessage = {
  kind: "mail";
  to: string[];
  /** Null: the server's own address, MAIL_FROM. */
  from: string | null;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** The same for all mails of an incident, so that they stay one conversation. */
  thread: string | null;
  /** Null: the mail server of SMTP_URL. */
  server: MailServer | null;
  attachments?: readonly MailAttachment[];
  /** For mail that somebody subscribed to (RFC 2369, RFC 8058): where one click ends it. Left out: nothing was. */
  list?: { id: string; unsubscribe: string };
};

/** `body` has 2,000 characters at most when it leaves this folder; a judge sees up to 64 KB. */
export type SentResponse = { status: number | null; body: string; latencyMs: number };

/** What went out, for the delivery log: secrets are masked, and `body` has 10,000 characters at most. */
export type SentRequest = { method: string; url: string; headers: Record<string, string>; body: string };

export type Message = HttpMessage | MailMessage;

/** What an answer means. */
export type JudgedAnswer =
  | { kind: "sent"; response: SentResponse }
  | {
      kind: "failed";
      permanent: boolean;
      reason: string;
      retryAfterMs: number | null;
      response: SentResponse | null;
    };

/** `skipped`: this kind of channel is not told of it, and nothing went out. */
export type SendResult =
  | (JudgedAnswer & { request: SentRequest | null })
  | { kind: "skipped"; reason: string; request: null; response: null };

export type HttpAnswer = { status: number; body: string; latencyMs: number; retryAfterMs: number | null };
export type Judge = (answer: HttpAnswer) => JudgedAnswer;

/** A parsed configuration; every value is what a form field can hold. */
export type ChannelConfig = Record<string, string | number | string[] | undefined>;

/** What every channel has, whatever its configuration looks like; `config` has gone through `configSchema`. */
export type AnyChannel = {
  kind: ChannelKind;
  label: string;
  help: string;
  configSchema: z.ZodType<ChannelConfig>;
  /** The form, in order. */
  fields: ChannelField[];
  /** Null: this receiver need not know. */
  format(notification: Notification, config: ChannelConfig): Message | null;
  /** What subscribers of status pages are told. Left out: nobody subscribes by this kind. */
  formatUpdate?(update: StatusUpdate, config: ChannelConfig): Message;
  /** Where the provider says more than the status of its answer. */
  judge?: Judge;
};

export type Channel<Config extends ChannelConfig> = Omit<
  AnyChannel,
  "configSchema" | "fields" | "format" | "formatUpdate"
> & {
  configSchema: z.ZodType<Config>;
  fields: (ChannelField & { name: keyof Config & string })[];
  format(notification: Notification, config: Config): Message | null;
  formatUpdate?(update: StatusUpdate, config: Config): Message;
};

export type OutboundRequest = Pick<HttpMessage, "url" | "headers"> & {
  method: HttpMessage["method"] | "GET";
  body: string | Buffer;
};
export type OutboundAnswer =
  | { kind: "answered"; status: number; retryAfter: string | null; body: string; latencyMs: number }
  | { kind: "unanswered"; reason: string; latencyMs: number };

/** Never rejects. */
export type OutboundFetch = (request: OutboundRequest) => Promise<OutboundAnswer>;

export type MailTransport = { send(message: MailMessage): Promise<JudgedAnswer> };

/** Who we are to the push services; browsers subscribe to `publicKey`. */
export type VapidKeys = { publicKey: string; privateKey: string; subject: string };

export type SendDeps = {
  fetch: OutboundFetch;
  mail: MailTransport;
  clock: () => number;
  vapidKeys: () => Promise<VapidKeys>;
};
