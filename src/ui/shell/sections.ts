import type { Route } from "next";

/** Of the dashboard, in the order of the navigation; those that are not `primary` go behind "More" first. */
export const SECTIONS = [
  { href: "/monitors", name: "monitors", keys: "g m", primary: true },
  { href: "/incidents", name: "incidents", keys: "g i", primary: true },
  { href: "/alerts", name: "alerts", keys: "g a", primary: true },
  { href: "/status-pages", name: "statusPages", keys: "g p", primary: true },
  { href: "/maintenance", name: "maintenance", keys: "g t", primary: false },
  { href: "/reports", name: "reports", keys: "g r", primary: false },
  { href: "/backtest", name: "backtest", keys: "g b", primary: false },
  { href: "/system", name: "system", keys: "g s", primary: false },
] as const satisfies readonly { href: Route; name: string; keys: string; primary: boolean }[];

/** Reached through the account menu, the palette and their keys. */
export const SETTINGS = [
  { href: "/settings" as Route, name: "settings", keys: "g e" },
  { href: "/account" as Route, name: "account", keys: "g u" },
] as const;
