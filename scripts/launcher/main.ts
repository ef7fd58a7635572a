import { buildApp } from "./build-app.ts";
import { type DataLock, lockFolder } from "./data-lock.ts";
import { runDoctor } from "./doctor.ts";
import { launch, readSource } from "./launch.ts";
import type { LaunchMode } from "./launch-context.ts";
import { LaunchError } from "./launch-error.ts";
import { type LaunchSettings, readSettings } from "./launch-settings.ts";
import { removeRuntime } from "./runtime-file.ts";
import { ServiceSet } from "./service-set.ts";
import { baseEnv } from "./service-specs.ts";

export interface MainOptions {
  /** `image`: everything is built already, and nothing beside the data folder can be written. */
  mode: "up" | "dev" | "image" | "doctor" | "build";
  root: string;
  /** Epoch ms, taken before anything was loaded. */
  startedAt: number;
}

/** Called by scripts/up.mjs; ends the process when everything has stopped. */
export async function main(options: MainOptions): Promise<void> {
  try {
    process.exitCode = await runMode(options);
  } catch (error) {
    process.stderr.write(`uptick: ${explain(error)}\n`);
    process.exitCode = 1;
  }
  // Idle sockets of readiness checks would hold the process for some seconds more.
  process.exit();
}

async function runMode(options: MainOptions): Promise<number> {
  const { mode, root } = options;
  if (mode === "up" || mode === "dev" || mode === "image") return run(options, mode);
  const source = readSource(root);
  if (mode === "doctor") return runDoctor(root, source);
  const isStandalone = process.env.UPTICK_STANDALONE === "1";
  await buildApp({ root, env: baseEnv(source), say, signal: new AbortController().signal, isStandalone });
  return 0;
}

async function run({ root, startedAt }: MainOptions, mode: LaunchMode): Promise<number> {
  const source = readSource(root);
  const settings = readSettings(source, root);
  const lock = await lockFolder(settings.dataFolder);
  const services = new ServiceSet();
  const stopping = stopOnSignals(services);
  try {
    if (lock.recovered) say("The last launcher was killed; its data is recovered.");
    const options = { root, mode, settings, source, services, say, signal: stopping.signal };
    const address = await launch(options);
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
    say(`Ready in ${seconds} s. Open ${address}`);
    await stopping.requested;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    if (stopping.signal.aborted) say("Stopping … (Ctrl-C again stops at once)");
    await stopAll({ services, settings, lock, end: stopping.abort });
  }
  say("Stopped.");
  return 0;
}

async function stopAll(parts: {
  services: ServiceSet;
  settings: LaunchSettings;
  lock: DataLock;
  end: () => void;
}): Promise<void> {
  parts.end();
  await parts.services.stop();
  removeRuntime(parts.settings.dataFolder);
  parts.lock.release();
}

/** One Ctrl-C may arrive twice: from the terminal, and once more from npm, which passes it on. */
const SAME_SIGNAL_MS = 400;

/** The first signal asks for an orderly stop, a later one does not wait. */
function stopOnSignals(services: ServiceSet) {
  const controller = new AbortController();
  const requested = new Promise<void>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve());
  });
  // Also a failed start ends by `abort`; a signal after that is the second one.
  let firstAt = Number.NEGATIVE_INFINITY;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) {
        firstAt = performance.now();
        controller.abort();
        return;
      }
      if (performance.now() - firstAt < SAME_SIGNAL_MS) return;
      services.kill();
      process.exit(130);
    });
  }
  return { signal: controller.signal, requested, abort: () => controller.abort() };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function explain(error: unknown): string {
  if (error instanceof LaunchError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOSPC" || code === "ENOTDIR") {
    return `The data folder cannot be written (${error.message}). Set UPTICK_DATA to another folder, or mend this one.`;
  }
  return error.stack ?? error.message;
}
