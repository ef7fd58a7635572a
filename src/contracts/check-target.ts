import type { Check } from "./check.ts";

/** Where a check goes: the name or address that a probe spares and a sick region is told by. Empty: nowhere. */
export function hostOf(check: Check): string {
  switch (check.kind) {
    case "http":
    case "websocket":
      return new URL(check.url).hostname;
    case "multistep":
      return new URL(check.steps[0]?.url ?? "http://invalid/").hostname;
    case "browser":
      return browserHost(check);
    case "dns":
    case "domain":
      return check.name;
    case "docker":
    case "host":
    case "heartbeat":
      return "";
    default:
      return check.host;
  }
}

/** What people read as the target, such as `https://example.com/` or `db.example.com:5432`. */
export function describeTarget(check: Check): string {
  switch (check.kind) {
    case "http":
    case "websocket":
      return check.url;
    case "multistep":
      return check.steps[0]?.url ?? "";
    case "browser":
      return openedUrl(check) ?? "";
    case "dns":
      return `${check.recordType} ${check.name}`;
    case "domain":
      return check.name;
    case "ping":
      return check.host;
    case "docker":
      return check.container;
    case "host":
      return check.diskPath;
    case "heartbeat":
      return check.timing.type === "cron" ? check.timing.expression : "";
    default:
      return check.host.includes(":") ? `[${check.host}]:${check.port}` : `${check.host}:${check.port}`;
  }
}

type BrowserFlow = Extract<Check, { kind: "browser" }>;

function openedUrl({ flow }: BrowserFlow): string | null {
  if (flow.type === "script") return null;
  const opened = flow.steps.find((step) => step.type === "open");
  return opened?.type === "open" ? opened.url : null;
}

function browserHost(check: BrowserFlow): string {
  const url = openedUrl(check);
  return url === null ? "" : new URL(url).hostname;
}
