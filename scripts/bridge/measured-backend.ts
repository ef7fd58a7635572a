import type { Meters } from "#transport/metrics/meters.ts";
import type { Backend, Command, CommandResult } from "./backend.ts";
import type { BRIDGE_METRICS } from "./bridge-metrics.ts";

type Result = "answered" | "refused" | "unavailable";

/** The same backend, with what passes through it counted by name; the names are those that the bridge lets through. */
export function measureBackend(backend: Backend, meters: Meters<typeof BRIDGE_METRICS>): Backend {
  const countAll = (commands: readonly Command[], resultOf: (index: number) => Result) =>
    commands.forEach(([name = ""], index) => {
      const labels = { command: name.toUpperCase(), result: resultOf(index) };
      meters.count("uptick_bridge_commands_total", labels);
    });
  return {
    ...backend,
    execute: async (commands, options): Promise<CommandResult[]> => {
      const startedMs = performance.now();
      try {
        const results = await backend.execute(commands, options);
        countAll(commands, (index) => ("error" in (results[index] ?? {}) ? "refused" : "answered"));
        return results;
      } catch (error) {
        countAll(commands, () => "unavailable");
        throw error;
      } finally {
        const seconds = (performance.now() - startedMs) / 1_000;
        meters.observe("uptick_bridge_batch_duration_seconds", {}, seconds);
      }
    },
  };
}
