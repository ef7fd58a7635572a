import type { Bench } from "./with-product.ts";

/** Rolling up, sweeping and scheduling stand still from here on. */
export function pauseCron({ product }: Bench): void {
  const cron = product.processes().find((root) => root.name === "cron");
  if (cron === undefined) throw new Error("There is no cron driver to pause.");
  process.kill(cron.pid, "SIGSTOP");
}
