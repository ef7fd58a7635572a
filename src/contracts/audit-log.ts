import * as z from "zod";

export const AuditFilter = z.strictObject({
  /** As entries have it: an e-mail address, the name of a key. */
  actor: z.string().max(300).optional(),
  /** What was done something to: the first part of the action's name. */
  noun: z.string().max(60).optional(),
  action: z.string().max(120).optional(),
  fromMs: z.number().int().optional(),
  toMs: z.number().int().optional(),
  text: z.string().trim().max(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export type AuditEntryView = {
  id: string;
  at: number;
  actor: string;
  byKey: boolean;
  action: string;
  subject: string | null;
  address: string | null;
  userAgent: string | null;
  /** Without secrets: mostly `before` and `after`. */
  detail: unknown;
};
export type AuditPage = { items: AuditEntryView[]; nextCursor: string | null };

/** What the filters offer. */
export type AuditFacets = { actors: string[]; actions: string[] };

export const AuditFormat = z.enum(["csv", "json"]);
export type AuditFormat = z.infer<typeof AuditFormat>;
