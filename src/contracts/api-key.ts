import * as z from "zod";
import { nameOf } from "./name.ts";

/** `read` lets a key look at everything of its workspace that a viewer may; each `…:write` lets it change one kind of thing. */
export const ApiScope = z.enum([
  "read",
  "monitors:write",
  "incidents:write",
  "maintenance:write",
  "channels:write",
  "status_pages:write",
]);
export type ApiScope = z.infer<typeof ApiScope>;

/** Recognisable in code, logs and secret scanners. */
export const API_KEY_PREFIX = "uptick_";

export const ApiKeyInput = z.strictObject({
  name: nameOf({ missing: "Give the key a name.", max: 80 }),
  scopes: z.array(ApiScope).min(1, "Choose at least one scope.").max(ApiScope.options.length),
  /** Null: it does not expire. */
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
});
export type ApiKeyInput = z.infer<typeof ApiKeyInput>;

/** The key itself is shown once, by the command that makes it. */
export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  createdAt: number;
  createdBy: string | null;
  expiresAt: number | null;
  lastUsedAt: number | null;
  lastUsedFrom: string | null;
  state: "live" | "expired" | "revoked";
};
