import type { ChildSpec } from "./child-spec.ts";
import type { EnvSource } from "./env-file.ts";
import type { LaunchSettings } from "./launch-settings.ts";
import type { Ports } from "./remembered-ports.ts";
import type { Secrets } from "./secrets.ts";

/** From a checkout that is built when it has to be, with hot reload, or from the folder of the container image. */
export type LaunchMode = "up" | "dev" | "image";

/** What the steps of a start share. */
export interface LaunchContext {
  root: string;
  mode: LaunchMode;
  source: EnvSource;
  settings: LaunchSettings;
  secrets: Secrets;
  ports: Ports;
  say: (line: string) => void;
  signal: AbortSignal;
  start: (spec: ChildSpec, isReady: () => Promise<boolean>) => Promise<void>;
}
