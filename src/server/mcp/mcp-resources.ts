import type {
  ListResourcesResult,
  ReadResourceResult,
  ResourceTemplate,
} from "@modelcontextprotocol/sdk/types.js";
import { AppError } from "#server/runtime/app-error.ts";
import type { Ask } from "./mcp-tool.ts";

const ENDPOINTS: Record<string, string> = { monitors: "monitors.explain", incidents: "incidents.get" };
const URI = /^uptick:\/\/(monitors|incidents)\/([0-9a-f-]{36})$/;

export const RESOURCE_TEMPLATES: readonly ResourceTemplate[] = [
  {
    name: "monitor",
    title: "A monitor and why it is what it is",
    uriTemplate: "uptick://monitors/{id}",
    mimeType: "application/json",
  },
  {
    name: "incident",
    title: "An incident with its timeline",
    uriTemplate: "uptick://incidents/{id}",
    mimeType: "application/json",
  },
];

/** What is worth a look now: open incidents, and monitors that are not up. Whatever else there is has a tool. */
export async function listResources(ask: Ask): Promise<ListResourcesResult> {
  const status = ["down", "degraded", "flapping", "unknown"];
  const [incidents, monitors] = (await Promise.all([
    ask("incidents.list", { state: "open", limit: 50 }),
    ask("monitors.list", { status, limit: 50 }),
  ])) as [
    { data: { id: string; title: string }[] },
    { data: { id: string; name: string; verdict: string }[] },
  ];
  const mimeType = "application/json";
  return {
    resources: [
      ...incidents.data.map(({ id, title }) => ({ uri: `uptick://incidents/${id}`, name: title, mimeType })),
      ...monitors.data.map(({ id, name, verdict }) => ({
        uri: `uptick://monitors/${id}`,
        name: `${name} (${verdict})`,
        mimeType,
      })),
    ],
  };
}

export async function readResource(ask: Ask, uri: string): Promise<ReadResourceResult> {
  const [, kind = "", id] = URI.exec(uri) ?? [];
  const endpoint = ENDPOINTS[kind];
  if (endpoint === undefined) throw new AppError("not_found", "There is no such resource.");
  const text = JSON.stringify(await ask(endpoint, { id }));
  return { contents: [{ uri, mimeType: "application/json", text }] };
}
