import * as z from "zod";
import { MetricsEnv } from "#transport/metrics/serve-metrics.ts";

const Flag = z.enum(["0", "1"]).default("0");

export const BridgeEnvSchema = z.object({
  BRIDGE_PORT: z.coerce.number().int().min(0).max(65_535).default(0).describe("0 takes any free port."),
  BRIDGE_HOST: z.string().default("127.0.0.1").describe("Address that the bridge listens on."),
  BRIDGE_TOKEN: z.string().min(16).describe("Bearer token of the bridge; 16 characters or more."),
  REDIS_URL: z.url().optional().describe("Redis or Valkey behind the bridge. Unset: the memory engine."),
  BRIDGE_ALLOW_FLUSH: Flag.describe("1 lets FLUSHALL through; for tests."),
  ...MetricsEnv,
  UPTICK_PARENT: Flag.describe("1: end when stdin closes, so that the bridge never outlives its parent."),
});
