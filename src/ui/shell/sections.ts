import type { Route } from "next";

/** Of the dashboard, in the order of the navigation. */
export const SECTIONS = [
  { href: "/monitors", label: "Monitors" },
  { href: "/incidents", label: "Incidents" },
  { href: "/alerts", label: "Alerts" },
  { href: "/maintenance", label: "Maintenance" },
  { href: "/backtest", label: "Backtest" },
  { href: "/system", label: "System" },
] as const satisfies readonly { href: Route; label: string }[];
