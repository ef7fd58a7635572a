import { EnvError, parseEnv } from "#env";
import { APP_VERSION } from "#server/runtime/app-version.ts";
import { createLineLog } from "#transport/log/line-log.ts";
import { listSecrets } from "#transport/log/redact-text.ts";
import { Meters } from "#transport/metrics/meters.ts";
import { openMetricsPort } from "#transport/metrics/open-metrics-port.ts";
import { startBackups } from "./backup-timer.ts";
import { createCronDriver } from "./cron-driver.ts";
import { type CronEnv, CronEnvSchema } from "./cron-env.ts";
import { CRON_METRICS } from "./cron-metrics.ts";

const settings = readEnv();
const { UPTICK_APP_URL: appUrl, CRON_SECRET: secret, UPTICK_PARENT: parent } = settings;
const log = createLineLog({
  role: "cron",
  version: APP_VERSION,
  least: "info",
  secrets: listSecrets(process.env),
  write: (line) => process.stdout.write(line),
});
const meters = new Meters(CRON_METRICS);
meters.watchProcess();
await openMetricsPort(
  settings,
  () => meters.families(),
  (text) => log("info", text),
);
const driver = createCronDriver({
  appUrl,
  secret,
  measure: ({ stage, result, seconds }) => {
    meters.count("uptick_cron_driver_calls_total", { stage, result });
    meters.observe("uptick_cron_driver_call_duration_seconds", { stage }, seconds);
    if (result === "failed") return;
    meters.set("uptick_cron_driver_last_success_timestamp_seconds", { stage }, Date.now() / 1_000);
  },
  log: ({ level, msg, ...fields }) => log(level, msg, fields),
});
const end = () => {
  driver.stop();
  stopBackups();
  process.exit(0);
};
process.on("SIGTERM", end).on("SIGINT", end);
if (parent === "1") process.stdin.on("end", end).on("error", end).resume();
driver.start();
const stopBackups = startBackups({ environment: process.env, log });
log("info", `driving the stages of ${new URL(appUrl).origin}`);

function readEnv(): CronEnv {
  try {
    return parseEnv(CronEnvSchema, process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`cron: ${error.message}\n`);
    process.exit(2);
  }
}
