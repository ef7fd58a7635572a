import { pollUntil } from "./poll-until.ts";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";

/** Asks a process that is not our child to end, and makes it end when it does not. */
export async function stopProcess(
  identity: ProcessIdentity,
  { signal, timeoutMs }: { signal: NodeJS.Signals; timeoutMs: number },
): Promise<void> {
  if (!isRunning(identity)) return;
  process.kill(identity.pid, signal);
  const ended = await pollUntil(() => !isRunning(identity), { timeoutMs });
  if (ended || !isRunning(identity)) return;
  process.kill(identity.pid, "SIGKILL");
  await pollUntil(() => !isRunning(identity), { timeoutMs: 5_000 });
}
