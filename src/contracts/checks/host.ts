import * as z from "zod";
import { assertionsOf } from "./assertion.ts";

const Percent = z.number().int().min(1).max(100).nullable();

/** The machine that the agent runs on. Each limit fails the check when it is exceeded; null: not looked at. */
export const HostCheck = z.strictObject({
  kind: z.literal("host"),
  maxCpuPercent: Percent.default(null),
  maxMemoryPercent: Percent.default(90),
  maxDiskPercent: Percent.default(90),
  /** The file system that `maxDiskPercent` is about. */
  diskPath: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .startsWith("/", "Give an absolute path, such as /.")
    .default("/"),
  assertions: assertionsOf("host"),
});
export type HostCheck = z.infer<typeof HostCheck>;
