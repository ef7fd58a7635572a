import type { ChildSpec } from "./child-spec.ts";
import type { EnvSource } from "./env-file.ts";
import type { LaunchSettings } from "./launch-settings.ts";
import type { Ports } from "./remembered-ports.ts";
import type { Secrets } from "./secrets.ts";

/** What the steps of a start share. */
export interface LaunchContext {
  root: string;
  mode: "up" | "dev";
  source: EnvSource;
  settings: LaunchSettings;
  secrets: Secrets;
  ports: Ports;
  say: (line: string) => void;
  signal: AbortSignal;
  start: (spec: ChildSpec, isReady: () => Promise<boolean>) => Promise<void>;
}
