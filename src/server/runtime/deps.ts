import { setTimeout as sleep } from "node:timers/promises";
import { after } from "next/server";
import { uuidv7 } from "uuidv7";
import type { ChannelKind } from "#contracts/channel.ts";
import type { Notification, StatusUpdate } from "#contracts/notification.ts";
import type { SubscriberKind } from "#contracts/status-subscriber.ts";
import type { JobStream } from "#contracts/stream.ts";
import type { ResolveTxt } from "#contracts/txt-answer.ts";
import { env } from "#env";
import type { ArchivePlace } from "#server/archive/archive-place.ts";
import { openPlace } from "#server/archive/open-place.ts";
import type { OutboundAnswer, SendResult, VapidKeys } from "#server/channels/channel.ts";
import { sendNotification } from "#server/channels/send-notification.ts";
import { sendUpdate } from "#server/channels/status-update/send-update.ts";
import { processClock } from "#server/pipeline/clock/process-clock.ts";
import { processNotifier } from "#server/pipeline/notify/process-notifier.ts";
import { planUpdatesNow } from "#server/pipeline/subscribers/tell-subscribers.ts";
import { type Pool, pool } from "#server/store/prisma.ts";
import { serverStream } from "#server/stream/server-stream.ts";
import { type EgressPolicy, OPEN_EGRESS, readEgressPolicy } from "#transport/egress/egress-policy.ts";
import { resolveTxt } from "#transport/egress/resolve-txt.ts";
import { endingSignal } from "./drain.ts";
import { type KeyRing, parseKeyRing } from "./key-ring.ts";
import { type Logger, log } from "./log.ts";
import { createMailTransport } from "./mail-transport.ts";
import { pokeProbe } from "./poke-probe.ts";
import { tracedFetch } from "./request/traced-fetch.ts";
import { createSafeFetch } from "./safe-fetch.ts";
import { createVapidKeys, vapidSubject } from "./vapid-keys.ts";

/** What every stage is given: the outside world and the settings, so that a test can bring its own. */
export type Deps = {
  pool: Pool;
  stream: JobStream;
  log: Logger;
  /** Epoch ms. */
  clock: () => number;
  sleep: (durationMs: number) => Promise<void>;
  /** Whether this process is about to end, so that loops leave their work to the next one. */
  isEnding: () => boolean;
  newId: () => string;
  /** Asks a probe that is a function to run; never rejects. */
  poke: (url: string) => Promise<void>;
  /** In [0, 1). */
  random: () => number;
  send: Send;
  sendUpdate: SendUpdate;
  /** Null: secrets can be neither stored nor opened. */
  keyRing: KeyRing | null;
  /** Says that there are new deliveries or a new update of a post; whoever comes first plans and sends them. */
  wakeNotifier: () => void;
  /** Has what is due at that moment judged then, instead of at the clock's next look. */
  wakeClock: (dueAtMs: number) => void;
  /** Keeps a dead man's switch outside quiet; null: none is set. Never rejects. */
  heartbeat: (() => Promise<OutboundAnswer>) | null;
  resolveTxt: ResolveTxt;
  /** Where days of ticks are kept when their tables are dropped; null: nowhere. */
  tickArchive: ArchivePlace | null;
  settings: Settings;
};

/** One attempt over a channel; secrets are open in `config`. Never rejects for what the receiver does. */
export type Send = (
  target: { kind: ChannelKind; config: unknown },
  notification: Notification,
) => Promise<SendResult>;

/** The same to one subscriber of a status page. */
export type SendUpdate = (
  target: { kind: SubscriberKind; config: unknown },
  update: StatusUpdate,
) => Promise<SendResult>;

export type Settings = {
  /** The address that users type, without a slash at its end. */
  appUrl: string;
  /** Signs the links that acknowledge. */
  linkSecret: string;
  /** Whether SMTP_URL is set, so that e-mail needs no server of a channel. */
  hasMailServer: boolean;
  backlogCap: number;
  /** How often a read that waits looks for something new, for agents without Redis. */
  agentLookMs: number;
  controlTargets: readonly string[];
  /** Where people may ask about the checks that reach them; null: nowhere. */
  contactUrl: string | null;
  tickDays: number;
  rollupHourDays: number;
  /** Null: no place for backups is named. */
  backupEveryMs: number | null;
  /** How long a day of ticks waits for an export that fails. */
  exportGraceDays: number;
};

let composed: Deps | undefined;

/** The composition root of the server. */
export function serverDeps(): Deps {
  composed ??= {
    pool: pool(),
    stream: serverStream(),
    log: log(),
    clock: Date.now,
    sleep: (durationMs) => sleep(durationMs),
    isEnding: () => endingSignal().aborted,
    newId: uuidv7,
    poke: (url) => pokeProbe({ log: log(), secret: env().CRON_SECRET }, url),
    random: Math.random,
    ...createSends(),
    keyRing: readKeyRing(),
    // A function's process may stop after its answer: the platform is told to wait.
    wakeNotifier: () => after(sendAll(serverDeps())),
    wakeClock: (dueAtMs) => after(processClock(serverDeps()).wake(dueAtMs)),
    heartbeat: createHeartbeat(),
    resolveTxt: (name) => resolveTxt(name),
    tickArchive: openTickArchive(),
    settings: readSettings(),
  };
  return composed;
}

/** Alerts leave beside the planning for subscribers, never behind it. */
async function sendAll(deps: Deps): Promise<void> {
  const notifier = processNotifier(deps);
  const woken = [notifier.wake()];
  await planUpdatesNow(deps, () => woken.push(notifier.wake()));
  await Promise.all(woken);
}

function createSends(): Pick<Deps, "send" | "sendUpdate"> {
  const { SMTP_URL, MAIL_FROM } = env();
  const mail = createMailTransport({
    smtpUrl: SMTP_URL ?? null,
    from: MAIL_FROM ?? null,
    egress: serverEgress(),
  });
  const outside = {
    fetch: tracedFetch(createSafeFetch(serverEgress())),
    mail,
    clock: Date.now,
    vapidKeys: serverVapidKeys(),
  };
  return {
    send: (target, notification) => sendNotification(outside, target, notification),
    sendUpdate: (target, update) => sendUpdate(outside, target, update),
  };
}

const HEARTBEAT_TIMEOUT_MS = 10_000;

function createHeartbeat(): Deps["heartbeat"] {
  const url = env().UPTICK_HEARTBEAT_URL;
  if (url === undefined) return null;
  const call = createSafeFetch(OPEN_EGRESS);
  return () => call({ method: "GET", url, headers: {}, body: "" }, { timeoutMs: HEARTBEAT_TIMEOUT_MS });
}

let egress: EgressPolicy | undefined;

/** What users may have this server connect to. */
export function serverEgress(): EgressPolicy {
  const { DATABASE_URL, UPSTASH_REDIS_REST_URL, NEXTAUTH_URL } = env();
  egress ??= readEgressPolicy(env(), [DATABASE_URL, UPSTASH_REDIS_REST_URL, NEXTAUTH_URL]);
  return egress;
}

let vapidKeys: (() => Promise<VapidKeys>) | undefined;

/** The public one is what browsers subscribe to. */
export function serverVapidKeys(): () => Promise<VapidKeys> {
  const { NEXTAUTH_URL, MAIL_FROM, UPTICK_VAPID_PUBLIC_KEY, UPTICK_VAPID_PRIVATE_KEY } = env();
  const isGiven = UPTICK_VAPID_PUBLIC_KEY !== undefined && UPTICK_VAPID_PRIVATE_KEY !== undefined;
  vapidKeys ??= createVapidKeys({
    pool: pool(),
    keyRing: readKeyRing(),
    subject: vapidSubject(NEXTAUTH_URL, MAIL_FROM ?? null),
    given: isGiven ? { publicKey: UPTICK_VAPID_PUBLIC_KEY, privateKey: UPTICK_VAPID_PRIVATE_KEY } : null,
  });
  return vapidKeys;
}

function readKeyRing(): KeyRing | null {
  const keys = env().UPTICK_ENCRYPTION_KEYS;
  return keys === undefined ? null : parseKeyRing(keys);
}

function openTickArchive(): ArchivePlace | null {
  const { UPTICK_TICK_EXPORT_TO: address } = env();
  return address === undefined ? null : openPlace(address, env());
}

function readSettings(): Settings {
  const {
    NEXTAUTH_URL,
    NEXTAUTH_SECRET,
    SMTP_URL,
    UPTICK_BACKLOG_CAP,
    UPTICK_CONTACT_URL,
    UPTICK_AGENT_LOOK_MS,
    UPTICK_CONTROL_TARGETS,
    UPTICK_TICK_DAYS,
    UPTICK_TICK_EXPORT_GRACE_DAYS,
    UPTICK_ROLLUP_HOUR_DAYS,
    UPTICK_BACKUP_TO,
    UPTICK_BACKUP_EVERY,
  } = env();
  return {
    appUrl: NEXTAUTH_URL,
    linkSecret: NEXTAUTH_SECRET,
    hasMailServer: SMTP_URL !== undefined,
    backlogCap: UPTICK_BACKLOG_CAP,
    agentLookMs: UPTICK_AGENT_LOOK_MS,
    contactUrl: UPTICK_CONTACT_URL ?? (NEXTAUTH_URL.startsWith("https:") ? NEXTAUTH_URL : null),
    controlTargets: UPTICK_CONTROL_TARGETS.split(",")
      .map((url) => url.trim())
      .filter((url) => url !== ""),
    tickDays: UPTICK_TICK_DAYS,
    rollupHourDays: UPTICK_ROLLUP_HOUR_DAYS,
    backupEveryMs: UPTICK_BACKUP_TO === undefined ? null : UPTICK_BACKUP_EVERY,
    exportGraceDays: UPTICK_TICK_EXPORT_GRACE_DAYS,
  };
}
