import { createCronDriver } from "./cron-driver.ts";

const { UPTICK_APP_URL: appUrl, CRON_SECRET: secret, UPTICK_PARENT: parent } = process.env;
if (!appUrl || !secret) {
  process.stderr.write("cron: set UPTICK_APP_URL and CRON_SECRET.\n");
  process.exit(2);
}

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
