import type { LucideIcon } from "lucide-react";

/** One line of the palette. */
export type Command = {
  id: string;
  title: string;
  /** At the end of the line. */
  note?: string;
  /** More words that find it. */
  words?: string;
  /** Of the shortcut that does the same. */
  keys?: string;
  icon: LucideIcon;
  run: () => void;
};
