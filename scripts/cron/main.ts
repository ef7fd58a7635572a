import { EnvError, parseEnv } from "#env";
import { createCronDriver } from "./cron-driver.ts";
import { type CronEnv, CronEnvSchema } from "./cron-env.ts";

const { UPTICK_APP_URL: appUrl, CRON_SECRET: secret, UPTICK_PARENT: parent } = readEnv();
const driver = createCronDriver({
  appUrl,
  secret,
  log: (entry) => process.stdout.write(`${JSON.stringify({ time: Date.now(), ...entry })}\n`),
});
const end = () => {
  driver.stop();
  process.exit(0);
};
process.on("SIGTERM", end).on("SIGINT", end);
if (parent === "1") process.stdin.on("end", end).on("error", end).resume();
driver.start();

function readEnv(): CronEnv {
  try {
    return parseEnv(CronEnvSchema, process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`cron: ${error.message}\n`);
    process.exit(2);
  }
}
