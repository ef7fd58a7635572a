import * as z from "zod";

/** What the command palette is asked for: each word must occur. */
export const PaletteQuery = z.strictObject({ search: z.string().trim().min(1).max(100) });
export type PaletteQuery = z.infer<typeof PaletteQuery>;

/** In the order in which they are shown. */
export const PALETTE_KINDS = [
  "monitor",
  "incident",
  "statusPage",
  "channel",
  "maintenance",
  "policy",
  "schedule",
  "person",
] as const;
export type PaletteKind = (typeof PALETTE_KINDS)[number];

export type PaletteHit = {
  kind: PaletteKind;
  id: string;
  title: string;
  /** What tells it from others of its name: a target, a kind, an address. */
  note: string;
  /** Of a monitor what is shown of it, of an incident its state; empty for others. */
  state: string;
};
