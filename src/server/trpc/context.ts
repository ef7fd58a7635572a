import type { JobStream } from "#contracts/stream.ts";
import type { ResolveTxt } from "#contracts/txt-answer.ts";
import type { FairUse } from "#server/actions/monitor/require-fair-use.ts";
import type { Actor, Identity } from "#server/auth/actor.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import type { MailTransport, VapidKeys } from "#server/channels/channel.ts";
import type { Send } from "#server/runtime/deps.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Db, Sql } from "#server/store/prisma.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";

/** Everything that procedures reach outside themselves. */
export type AppDeps = {
  db: Db;
  sql: Sql;
  stream: JobStream;
  auth: AuthSettings;
  /** Which ways to sign in are on. */
  signIn: SignInSettings;
  send: Send;
  /** What Uptick itself writes to people; null while SMTP_URL or MAIL_FROM is missing. */
  mail: MailTransport | null;
  /** Null: secrets of channels can be neither stored nor opened. */
  keyRing: KeyRing | null;
  vapidKeys: () => Promise<VapidKeys>;
  setupToken: string | undefined;
  version: string;
  log: Logger;
  /** Runs a backtest that was written down, after the answer. */
  wakeBacktest: (id: string) => void;
  /** Removes what deleted workspaces left behind, after the answer. */
  wakeEraser: () => void;
  /** Works off a bulk run that was written down, after the answer. */
  wakeBulk: (id: string) => void;
  /** Says that there may be new deliveries; whoever comes first sends them. */
  wakeNotifier: () => void;
  /** Judges monitors that are due then, if that is soon. */
  wakeClock: (dueAtMs: number) => void;
  /** Runs after the answer, so that how long it takes tells the caller nothing. It must not reject. */
  later: (work: () => Promise<void>) => void;
  now: () => Date;
  /** For the proofs that domains belong to whoever claims them. */
  resolveTxt: ResolveTxt;
  /** What users may have the server and the shared probes connect to. */
  egress: EgressPolicy;
  /** Null: an installation among people who know each other. */
  fairUse: FairUse | null;
};

export type Context = {
  deps: AppDeps;
  requestId: string;
  address: string;
  userAgent: string | null;
  /** The signed-in person; null for visitors and keys. */
  identity: Identity | null;
  /** Who acts in a workspace; null for visitors, and for a person who belongs to none. */
  actor: Actor | null;
  /** Why a mutation in this request is refused; null when it comes from our own pages. */
  forgery: string | null;
};
