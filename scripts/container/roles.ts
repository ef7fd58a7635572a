import * as z from "zod";
import { EnvSchema, ImageEnvSchema, LauncherEnvSchema } from "#env";
import { ProbeEnvSchema } from "#probes/platform/agent/read-settings.ts";
import { BridgeEnvSchema } from "#scripts/bridge/bridge-env.ts";
import { CronEnvSchema } from "#scripts/cron/cron-env.ts";

/** Where the image differs from the programs' own defaults. */
export type Role = {
  /** What is read from the environment and complained about before anything is started. */
  env: z.ZodType;
  /** Set unless something else is said. */
  defaults: Record<string, string>;
  /** The program, from the folder of the image. */
  file: string;
  /** Asked by the health check, on the port that the variable names; null: a program without a port. */
  health: { port: string; path: string } | null;
};

const AppEnv = z.object({
  ...EnvSchema.shape,
  ...ImageEnvSchema.shape,
  ...LauncherEnvSchema.pick({ PORT: true, HOST: true }).shape,
});
const MigrateEnv = z.object({ ...EnvSchema.pick({ DATABASE_URL: true }).shape, ...ImageEnvSchema.shape });

/** One image, and what it can be told to be. */
export const ROLES = {
  app: {
    env: AppEnv,
    defaults: { PORT: "3000", HOST: "0.0.0.0", UPTICK_LINGER_MS: "3000" },
    file: "server.js",
    health: { port: "PORT", path: "/api/health/live" },
  },
  cron: { env: CronEnvSchema, defaults: {}, file: "dist/cron.mjs", health: null },
  probe: { env: ProbeEnvSchema, defaults: {}, file: "dist/probe.mjs", health: null },
  bridge: {
    env: BridgeEnvSchema,
    defaults: { BRIDGE_PORT: "8079", BRIDGE_HOST: "0.0.0.0" },
    file: "dist/bridge.mjs",
    health: { port: "BRIDGE_PORT", path: "/health" },
  },
  migrate: { env: MigrateEnv, defaults: {}, file: "dist/migrate-once.mjs", health: null },
  // The launcher fills in what the app needs, and explains its own variables.
  "all-in-one": {
    env: LauncherEnvSchema,
    defaults: { PORT: "3000", HOST: "0.0.0.0", UPTICK_DATA: "/data" },
    file: "dist/all-in-one.mjs",
    health: { port: "PORT", path: "/api/health/live" },
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROLES;

export function isRole(name: string): name is RoleName {
  return Object.hasOwn(ROLES, name);
}
