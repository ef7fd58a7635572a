import * as z from "zod";

/** What the command palette is asked for: each word must occur. */
export const PaletteQuery = z.strictObject({ search: z.string().trim().min(1).max(100) });
export type PaletteQuery = z.infer<typeof PaletteQuery>;

export type PaletteKind =
  | "monitor"
  | "incident"
  | "channel"
  | "maintenance"
  | "policy"
  | "schedule"
  | "statusPage"
  | "person";

export type PaletteHit = {
  kind: PaletteKind;
  id: string;
  title: string;
  /** What tells it from others of its name: a target, a kind, an address. */
  note: string;
  /** Of a monitor what is shown of it, of an incident its state; empty for others. */
  state: string;
};
