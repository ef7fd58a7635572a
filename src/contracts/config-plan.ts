import * as z from "zod";
import { ConfigDocument } from "./config-document.ts";

export const CONFIG_KINDS = [
  "secret",
  "channel",
  "onCall",
  "escalation",
  "monitor",
  "maintenance",
  "objective",
  "statusPage",
  "workspace",
] as const;
export const ConfigKind = z.enum(CONFIG_KINDS);
export type ConfigKind = z.infer<typeof ConfigKind>;

/** Who applies a document, such as `cli:default` or `import:uptime-kuma`: what one source made, no other one deletes. */
export const ConfigSource = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,30}:[a-z0-9][a-z0-9._-]{0,62}$/,
    "A source is two words with a colon, such as cli:default.",
  );

/**
 * `prune` deletes what the source has made and the document no longer names. `takeOver` lets the document have what
 * belongs to another source.
 */
export const ConfigOptions = z.strictObject({
  source: ConfigSource.default("cli:default"),
  prune: z.boolean().default(false),
  takeOver: z.boolean().default(false),
  /** Credentials by the name of their environment variable. */
  values: z.record(z.string().max(200), z.string().max(32_768)).default({}),
});
export type ConfigOptions = z.infer<typeof ConfigOptions>;

export const ConfigPlanInput = ConfigOptions.extend({ document: ConfigDocument });
export type ConfigPlanInput = z.infer<typeof ConfigPlanInput>;

/**
 * `digest` is that of the plan that was looked at, or of its rest as `apply` has answered it. `except` names the entries
 * that were worked off or failed before, as `kind/key`.
 */
export const ConfigApplyInput = ConfigPlanInput.extend({
  digest: z.string().regex(/^[0-9a-f]{64}$/, "Give the digest of the plan."),
  except: z.array(z.string().max(100)).max(10_000).default([]),
});
export type ConfigApplyInput = z.infer<typeof ConfigApplyInput>;

export const ConfigExportInput = z.strictObject({
  /** Only what belongs to it; left out: everything. */
  source: ConfigSource.optional(),
});

/** `path` is that of the field inside the entry; undefined stands for nothing there. */
export type ConfigFieldChange = { path: string; from?: unknown; to?: unknown };

/** `adopt`: it was there and belongs to the source from now on, with `fields` changed. */
export type ConfigStep = {
  action: "create" | "update" | "adopt" | "delete";
  kind: ConfigKind;
  key: string;
  name: string;
  fields: ConfigFieldChange[];
  /** Paths that a person has changed on screen since the source applied them last. */
  drift: string[];
};

/** `path` points into the document by keys, such as `monitors.shop.check.url`. */
export type ConfigNotice = { path: string; message: string };

/** In the order in which it is worked off. With refusals nothing can be applied. */
export type ConfigPlan = {
  source: string;
  digest: string;
  steps: ConfigStep[];
  unchanged: number;
  counts: Record<ConfigStep["action"], number>;
  refusals: ConfigNotice[];
  warnings: ConfigNotice[];
};

/** `skipped`: what it needs has failed. */
export type ConfigOutcome = {
  action: ConfigStep["action"];
  kind: ConfigKind;
  key: string;
  name: string;
  result: "done" | "failed" | "skipped";
  /** Why not; null when it is done. */
  message: string | null;
};

/** `rest` is null when everything has been tried; otherwise call again with its digest and `except`. */
export type ConfigReport = {
  outcomes: ConfigOutcome[];
  rest: { digest: string; steps: number } | null;
};

/** `warnings` says what a document cannot hold. */
export type ConfigExport = { document: ConfigDocument; warnings: ConfigNotice[] };
