import * as z from "zod";
import { CHECK_KINDS } from "#contracts/checks/check-kinds.ts";
import { Tag } from "#contracts/maintenance.ts";
import { nameOf } from "#contracts/name.ts";
import { RegionCode } from "#contracts/region.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { type Ask, changingTool, type McpTool, readingTool } from "./mcp-tool.ts";

const NewMonitor = z.strictObject({
  name: nameOf({ missing: "Give the monitor a name.", max: 120 }),
  url: z
    .string()
    .max(2048)
    .optional()
    .meta({ description: "Of an HTTP check that expects a status of 200 to 299." }),
  check: z
    .looseObject({ kind: z.enum(CHECK_KINDS) })
    .optional()
    .meta({ description: "Instead of url: a whole check of any kind, as REST v1's schema Check says." }),
  intervalSec: z.number().int().min(10).max(86_400).default(60),
  timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
  regions: z
    .array(RegionCode)
    .max(50)
    .optional()
    .meta({ description: "Left out: all that report. list_regions names them." }),
  tags: z.array(Tag).max(20).default([]),
});
const NewWindow = z.strictObject({
  name: nameOf({ missing: "Give the window a name.", max: 120 }),
  durationMin: z.number().int().min(1).max(43_200),
  monitorIds: z.array(z.uuid()).max(1_000).default([]),
  tags: z.array(Tag).max(50).default([]),
  everything: z.boolean().default(false),
});

/** Everything that a language model can do; each is a procedure of REST v1. */
export const MCP_TOOLS: readonly McpTool[] = [
  readingTool({
    name: "list_monitors",
    title: "List monitors",
    description: "Monitors with their verdict and why. Filter by status, tag, kind, region or text.",
    endpoint: "monitors.list",
  }),
  readingTool({
    name: "get_monitor",
    title: "Get a monitor",
    description: "Configuration, verdict, what each region saw last, findings and figures of a monitor.",
    endpoint: "monitors.get",
  }),
  readingTool({
    name: "explain_verdict",
    title: "Explain a verdict",
    description:
      "Why a monitor is up, down or anything else: readings by region, the rules that decide as sentences, changes.",
    endpoint: "monitors.explain",
  }),
  readingTool({
    name: "list_checks",
    title: "List checks of a monitor",
    description: "Single checks, newest first, with outcome, phases and the message of what failed.",
    endpoint: "history.ticks",
  }),
  readingTool({
    name: "get_latency",
    title: "Get response times",
    description: "Percentiles of a monitor's response times over time, per region and of all.",
    endpoint: "history.latency",
  }),
  readingTool({
    name: "get_uptime",
    title: "Get uptime",
    description: "Uptime of a monitor over 1, 7, 30, 90 and 365 days, with coverage, and 90 days one by one.",
    endpoint: "history.uptime",
  }),
  readingTool({
    name: "list_incidents",
    title: "List incidents",
    description: "Incidents, the open ones first. state: open, acknowledged or resolved.",
    endpoint: "incidents.list",
  }),
  readingTool({
    name: "get_incident",
    title: "Get an incident",
    description: "An incident with its timeline and who was told, or why nobody was.",
    endpoint: "incidents.get",
  }),
  readingTool({
    name: "list_maintenance",
    title: "List maintenance",
    description: "Maintenance windows, the one under way and the next times.",
    endpoint: "maintenance.list",
  }),
  readingTool({
    name: "list_channels",
    title: "List channels",
    description: "Where people are told, and whether it works. Secrets are never answered.",
    endpoint: "channels.list",
  }),
  readingTool({
    name: "list_regions",
    title: "List regions",
    description: "Where checks are made from, and whether they report.",
    endpoint: "workspace.regions",
  }),
  readingTool({
    name: "system_health",
    title: "Health of Uptick",
    description:
      "How Uptick itself is: checks planned and done, gaps and why, faults of regions, waiting messages.",
    endpoint: "workspace.health",
  }),
  readingTool({
    name: "get_backtest",
    title: "Get a backtest",
    description: "How far a backtest is, and its alerts once it is done.",
    endpoint: "objectives.getBacktest",
  }),
  // Nothing of the monitoring changes by it, and so nothing is asked first.
  changingTool({
    name: "backtest_policy",
    title: "Backtest rules",
    description:
      "Replays stored checks under other alert rules and compares. Changes no monitor. Ask get_backtest for the result.",
    endpoint: "objectives.startBacktest",
    preview: null,
  }),
  changingTool({
    name: "acknowledge_incident",
    title: "Acknowledge an incident",
    description: "Escalation and reminders stop.",
    endpoint: "incidents.acknowledge",
    isIdempotent: true,
    preview: async (ask, { id }) => `Acknowledges ${await incident(ask, id)}: escalation and reminders stop.`,
  }),
  changingTool({
    name: "comment",
    title: "Comment on an incident",
    description: "For the team only; nobody is told.",
    endpoint: "incidents.comment",
    preview: async (ask, { id, message }) =>
      `Adds this comment to ${await incident(ask, id)}: ${JSON.stringify(message)}.`,
  }),
  changingTool({
    name: "create_monitor",
    title: "Create a monitor",
    description: "Checks a target from now on. Give url, or a whole check.",
    endpoint: "monitors.create",
    input: NewMonitor,
    toInput: newMonitorOf,
    preview: async (_ask, { name, url, check, intervalSec, regions }) => {
      const target = url === undefined ? JSON.stringify(check) : String(url);
      const from = Array.isArray(regions) ? regions.join(", ") : "all regions that report";
      return `Creates the monitor ${quote(name)}: ${target}, every ${intervalSec} s from ${from}.`;
    },
  }),
  changingTool({
    name: "pause_monitor",
    title: "Pause a monitor",
    description: "It is not checked any more until it is resumed, and nobody is told of an outage.",
    endpoint: "monitors.pause",
    isDestructive: true,
    isIdempotent: true,
    preview: async (ask, { id }) =>
      `Pauses ${await monitor(ask, id)}: it is not checked, and nobody is told of an outage.`,
  }),
  changingTool({
    name: "resume_monitor",
    title: "Resume a monitor",
    description: "It is checked again.",
    endpoint: "monitors.resume",
    isIdempotent: true,
    preview: async (ask, { id }) => `Resumes ${await monitor(ask, id)}: it is checked again.`,
  }),
  changingTool({
    name: "start_maintenance",
    title: "Start maintenance now",
    description:
      "For durationMin minutes nobody is told of outages of these monitors, of these tags, or of everything.",
    endpoint: "maintenance.start",
    input: NewWindow,
    toInput: ({ name, durationMin, ...scope }) => ({ name, durationMin, scope }),
    isDestructive: true,
    preview: async (_ask, { name, durationMin, everything, monitorIds, tags }) => {
      const [ids, labels] = [monitorIds as string[], tags as string[]];
      const scope = everything
        ? "every monitor"
        : `${ids.length} monitors and the tags ${labels.length === 0 ? "(none)" : labels.join(", ")}`;
      return `Starts the maintenance ${quote(name)} of ${scope} for ${durationMin} min: nobody is told of outages.`;
    },
  }),
  changingTool({
    name: "end_maintenance",
    title: "End maintenance",
    description: "Ends what is under way; what is down then is told.",
    endpoint: "maintenance.end",
    isIdempotent: true,
    preview: async (ask, { id }) => {
      const { name } = (await ask("maintenance.get", { id })) as { name: string };
      return `Ends the maintenance ${quote(name)}: what is still down is told.`;
    },
  }),
];

/** An HTTP check is said by its address alone. */
async function newMonitorOf(args: Record<string, unknown>, ask: Ask): Promise<unknown> {
  const { url, check, regions, ...rest } = NewMonitor.parse(args);
  if ((url === undefined) === (check === undefined)) {
    throw new AppError("invalid", "Give either url or check.", { field: "url" });
  }
  const http = { kind: "http", url, method: "GET", headers: [], body: null, followRedirects: true };
  const usual = { ...http, expectedStatus: [{ from: 200, to: 299 }], keyword: null };
  return { ...rest, check: check ?? usual, regions: regions ?? (await listReporting(ask)) };
}

async function listReporting(ask: Ask): Promise<string[]> {
  const { data } = (await ask("workspace.regions", {})) as {
    data: { code: string; standing: string; enabled: boolean; isPrivate: boolean }[];
  };
  return data
    .filter(({ standing, enabled, isPrivate }) => enabled && !isPrivate && standing === "reporting")
    .map(({ code }) => code);
}

async function monitor(ask: Ask, id: unknown): Promise<string> {
  const { name, verdict } = (await ask("monitors.get", { id })) as { name: string; verdict: string };
  return `the monitor ${quote(name)} (now ${verdict})`;
}

async function incident(ask: Ask, id: unknown): Promise<string> {
  const found = (await ask("incidents.get", { id })) as { title: string; state: string; openedAt: string };
  return `the incident ${quote(found.title)} (${found.state}, since ${found.openedAt})`;
}

function quote(text: unknown): string {
  return `“${String(text)}”`;
}
