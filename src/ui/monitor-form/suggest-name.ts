import { PORT_OF_ENGINE } from "#contracts/checks/database.ts";
import type { DraftValue } from "./draft.ts";
import type { CheckDraft } from "./form-values.ts";

/** What people would call it: the host without "www.", with the port where that says more. "" while nothing is typed. */
export function suggestName(check: CheckDraft): string {
  switch (check.kind) {
    case "http":
    case "websocket":
      return hostOfUrl(check.url);
    case "multistep":
      return hostOfUrl(fieldOf(first(check.steps), "url"));
    case "browser":
      return hostOfUrl(fieldOf(first(fieldOf(check.flow, "steps")), "url"));
    case "dns":
      return join(text(check.recordType), text(check.name));
    case "domain":
      return text(check.name);
    case "docker":
      return text(check.container);
    case "host":
    case "heartbeat":
      return "";
    default:
      return hostAndPort(check);
  }
}

/** The port says nothing that the kind does not say. */
const USUAL_PORTS = new Set([
  ...Object.values(PORT_OF_ENGINE),
  ...[22, 25, 53, 80, 110, 123, 143, 443, 465, 587, 993, 995, 1883, 8883],
]);

function hostAndPort({ host, port }: CheckDraft): string {
  const name = text(host);
  return name === "" || text(port) === "" || USUAL_PORTS.has(Number(port)) ? name : `${name}:${text(port)}`;
}

function hostOfUrl(value: DraftValue | undefined): string {
  const url = text(value);
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : "";
}

function join(before: string, name: string): string {
  return name === "" ? "" : `${before} ${name}`;
}

function first(list: DraftValue | undefined): DraftValue | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

function fieldOf(value: DraftValue | undefined, name: string): DraftValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

function text(value: DraftValue | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}
