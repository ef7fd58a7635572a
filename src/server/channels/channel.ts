import type * as z from "zod";
import type { ChannelField, ChannelKind } from "#contracts/channel.ts";
import type { Notification } from "#contracts/notification.ts";

export type HttpMessage = {
  kind: "http";
  method: "POST" | "PUT";
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Signed when it is sent, not when it is written: receivers refuse a timestamp that is minutes old. */
  signing?: { id: string; secret: string | null };
};

/** `starttls` insists on encryption, `opportunistic` takes it where it is offered. */
export type MailServer = {
  host: string;
  port: number;
  user: string | null;
  password: string | null;
  security: "starttls" | "tls" | "none" | "opportunistic";
};

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
};

/** `body` has 2,000 characters at most when it leaves this folder; a judge sees up to 64 KB. */
export type SentResponse = { status: number | null; body: string; latencyMs: number };

export type SendResult =
  | { kind: "sent"; response: SentResponse }
  | {
      kind: "failed";
      permanent: boolean;
      reason: string;
      retryAfterMs: number | null;
      response: SentResponse | null;
    };

export type HttpAnswer = { status: number; body: string; latencyMs: number; retryAfterMs: number | null };
export type Judge = (answer: HttpAnswer) => SendResult;

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
  format(notification: Notification, config: ChannelConfig): HttpMessage | MailMessage;
  /** Where the provider says more than the status of its answer. */
  judge?: Judge;
};

export type Channel<Config extends ChannelConfig> = Omit<AnyChannel, "configSchema" | "fields" | "format"> & {
  configSchema: z.ZodType<Config>;
  fields: (ChannelField & { name: keyof Config & string })[];
  format(notification: Notification, config: Config): HttpMessage | MailMessage;
};

export type OutboundRequest = Pick<HttpMessage, "method" | "url" | "headers" | "body">;
export type OutboundAnswer =
  | { kind: "answered"; status: number; retryAfter: string | null; body: string; latencyMs: number }
  | { kind: "unanswered"; reason: string; latencyMs: number };

/** Never rejects. */
export type OutboundFetch = (request: OutboundRequest) => Promise<OutboundAnswer>;

export type MailTransport = { send(message: MailMessage): Promise<SendResult> };

export type SendDeps = { fetch: OutboundFetch; mail: MailTransport; clock: () => number };
