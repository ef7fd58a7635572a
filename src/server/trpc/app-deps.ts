import { after } from "next/server";
import { type Env, env } from "#env";
import type { FairUse } from "#server/actions/monitor/require-fair-use.ts";
import { readSignInSettings } from "#server/auth/sign-in-settings.ts";
import { runBacktest } from "#server/pipeline/backtest/run-backtest.ts";
import { type BulkDeps, runBulk } from "#server/pipeline/bulk/run-bulk.ts";
import { eraseWorkspaces } from "#server/pipeline/erase/erase-workspaces.ts";
import { APP_VERSION } from "#server/runtime/app-version.ts";
import { serverDeps, serverEgress, serverVapidKeys } from "#server/runtime/deps.ts";
import { log } from "#server/runtime/log.ts";
import { createMailTransport } from "#server/runtime/mail-transport.ts";
import { db, pool } from "#server/store/prisma.ts";
import { serverStream } from "#server/stream/server-stream.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { findOptOut } from "#transport/egress/find-opt-out.ts";
import type { AppDeps } from "./context.ts";

let deps: AppDeps | undefined;

/** The real ones, made at the first request: a build has no database. */
export function appDeps(): AppDeps {
  const settings = env();
  const { send, keyRing, wakeNotifier, wakeClock, resolveTxt } = serverDeps();
  deps ??= {
    db: db(),
    sql: pool(),
    stream: serverStream(),
    auth: {
      appUrl: settings.NEXTAUTH_URL,
      secret: settings.NEXTAUTH_SECRET,
      trustProxy: settings.UPTICK_TRUST_PROXY,
    },
    signIn: readSignInSettings(settings),
    send,
    mail: createSystemMail(),
    keyRing,
    vapidKeys: serverVapidKeys(),
    setupToken: settings.UPTICK_SETUP_TOKEN,
    version: APP_VERSION,
    log: log(),
    // A function's process may stop after its answer: the platform is told to wait.
    wakeBulk: (id) => after(() => runBulk(bulkDeps(), id)),
    wakeBacktest: (id) => after(() => runBacktest(serverDeps(), id)),
    wakeEraser: () => after(() => eraseWorkspaces(serverDeps())),
    wakeNotifier,
    wakeClock,
    later: (work) => after(work),
    now: () => new Date(),
    resolveTxt,
    egress: serverEgress(),
    fairUse: readFairUse(settings),
  };
  return deps;
}

function readFairUse(settings: Env): FairUse | null {
  if (!settings.UPTICK_HONOUR_OPT_OUT) return null;
  return { optsOut: (host) => findOptOut(host), checksPerMinute: settings.UPTICK_HOST_CHECKS_PER_MINUTE };
}

/** What works off bulk runs has the reach of the actions. */
function bulkDeps(): BulkDeps {
  return { ...appDeps(), sleep: serverDeps().sleep };
}

function createSystemMail() {
  const { SMTP_URL, MAIL_FROM } = env();
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return null;
  return createMailTransport({ smtpUrl: SMTP_URL, from: MAIL_FROM, egress: OPEN_EGRESS });
}
