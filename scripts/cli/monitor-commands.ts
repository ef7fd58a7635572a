import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import type { MonitorEntry } from "#contracts/config-document.ts";
import type { TrialView } from "#contracts/trial.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import type { UptickClient } from "../../src/client/create-client.ts";
import { CliError, EXIT } from "./exit-code.ts";
import { loadDocument } from "./load-document.ts";
import { paint, printable, say, sayJson, sayTable } from "./output.ts";
import { openClient } from "./settings.ts";

type Json = { json?: boolean };
const LOOK_MS = 1_000;
const PAGE = 100;

export function addMonitorCommands(program: Command): void {
  program
    .command("status")
    .description("how the monitors are; ends with 1 while one is down")
    .option("--tag <tag>", "only those with the tag")
    .option("--json", "as JSON")
    .action(showStatus);
  program
    .command("incidents")
    .description("open incidents, or all of them")
    .option("--all", "also those that are over")
    .option("--json", "as JSON")
    .action(showIncidents);
  program
    .command("logs")
    .argument("<monitor>", "its name or id")
    .description("the newest readings and changes of a monitor")
    .option("-f, --follow", "go on as they come")
    .option("-n, --lines <count>", "how many to begin with", "20")
    .option("--json", "one JSON object a line")
    .action(showLogs);
  for (const verb of ["pause", "resume"] as const) {
    onEach(program.command(verb), `${verb} monitors`, (client, id) => client.monitor[verb].mutate({ id }));
  }
  onEach(program.command("check"), "check monitors now", (client, id) =>
    client.monitor.checkNow.mutate({ id }),
  );
  program
    .command("test")
    .argument("[file]", "YAML, JSON or TypeScript")
    .description("try the monitors of a document once, from their regions, without saving anything")
    .option("--only <key...>", "only these entries")
    .option("--json", "as JSON")
    .action(testDocument);
}

function onEach(
  command: Command,
  description: string,
  act: (client: UptickClient, id: string) => Promise<unknown>,
): void {
  command
    .argument("<monitors...>", "names or ids")
    .description(description)
    .option("--json", "as JSON")
    .action(async (wanted: string[], { json }: Json) => {
      const client = openClient();
      const monitors = await findMonitors(client, wanted);
      for (const { id } of monitors) await act(client, id);
      if (json) sayJson(monitors.map(({ id, name }) => ({ id, name })));
      else for (const { name } of monitors) say(`${command.name()}: ${printable(name)}`);
    });
}

async function listAll(client: UptickClient, tags: string[] = []): Promise<MonitorListItem[]> {
  const items: MonitorListItem[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: MonitorListItem[]; nextCursor: string | null } = await client.monitor.list.query({
      limit: PAGE,
      tag: tags,
      cursor,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** By id or by name; a name that several have says nothing. */
async function findMonitors(client: UptickClient, wanted: readonly string[]): Promise<MonitorListItem[]> {
  const all = await listAll(client);
  return wanted.map((word) => {
    const found = all.filter(({ id, name }) => id === word || name === word);
    const [first] = found;
    if (first && found.length === 1) return first;
    const ids = found.map(({ id }) => id);
    if (first) throw new CliError(EXIT.usage, `${found.length} monitors are named ${word}. Give an id.`, ids);
    throw new CliError(EXIT.problem, `There is no monitor ${word}.`);
  });
}

async function showStatus({ tag, json }: Json & { tag?: string }): Promise<void> {
  const monitors = await listAll(openClient(), tag === undefined ? [] : [tag]);
  if (json)
    sayJson(
      monitors.map(({ id, name, verdict, reason, since, target }) => ({
        id,
        name,
        verdict,
        reason,
        since,
        target,
      })),
    );
  else if (monitors.length === 0) say("There are no monitors.");
  else sayTable(monitors.map(({ verdict, name, reason }) => [verdict, name, reason]));
  if (monitors.some(({ verdict }) => verdict === "down")) process.exitCode = EXIT.problem;
}

async function showIncidents({ all, json }: Json & { all?: boolean }): Promise<void> {
  const { items } = await openClient().incident.list.query({ limit: PAGE });
  const shown = all ? items : items.filter(({ closedAt }) => closedAt === null);
  if (json) return sayJson(shown);
  if (shown.length === 0) return say(all ? "There was no incident yet." : "No incident is open.");
  sayTable(
    shown.map(({ openedAt, state, title, cause }) => [new Date(openedAt).toISOString(), state, title, cause]),
  );
}

type Line = { at: number; text: string; row: object };

async function showLogs(
  wanted: string,
  { follow, lines, json }: Json & { follow?: boolean; lines: string },
): Promise<void> {
  const limit = Number(lines);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
    throw new CliError(EXIT.usage, "--lines takes a number from 1 to 1000.");
  }
  const client = openClient();
  const [monitor] = await findMonitors(client, [wanted]);
  if (monitor === undefined) return;
  const seen = new Set<string>();
  for (;;) {
    const found = await readLines(client, monitor.id, limit);
    for (const { text, row } of found) {
      const id = JSON.stringify(row);
      if (seen.has(id)) continue;
      seen.add(id);
      say(json ? id : text);
    }
    if (!follow) return;
    await sleep(5 * LOOK_MS);
  }
}

async function readLines(client: UptickClient, id: string, limit: number): Promise<Line[]> {
  const [ticks, transitions] = await Promise.all([
    client.monitor.ticks.query({ id, limit }),
    client.monitor.transitions.query({ id }),
  ]);
  const read = ticks.items.map(({ at, region, outcome, totalUs, message }): Line => {
    const text = `${timeOf(at)} ${region} ${outcome} ${Math.round(totalUs / 1000)} ms${message === null ? "" : ` ${printable(message)}`}`;
    return { at, text, row: { type: "tick", at, region, outcome, totalUs, message } };
  });
  const turned = transitions.map(({ at, from, to, reason }): Line => {
    const text = `${timeOf(at)} ${paint("bold", `${from} → ${to}`)} ${printable(reason)}`;
    return { at, text, row: { type: "transition", at, from, to, reason } };
  });
  return [...read, ...turned].sort((a, b) => a.at - b.at).slice(-limit);
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

async function testDocument(
  file: string | undefined,
  { only, json }: Json & { only?: string[] },
): Promise<void> {
  const document = await loadDocument(file);
  const client = openClient();
  const wanted = document.monitors.filter(
    ({ key, check }) => check.kind !== "heartbeat" && (only?.includes(key) ?? true),
  );
  if (wanted.length === 0)
    throw new CliError(EXIT.usage, "There is no monitor to try: heartbeats come in by themselves.");
  const regions = (await client.region.list.query()).filter(
    ({ enabled, isPrivate }) => enabled && !isPrivate,
  );
  const results: { key: string; answers: TrialView["answers"] }[] = [];
  for (const entry of wanted) {
    const able = regions.filter(({ kinds }) => kinds.includes(entry.check.kind)).map(({ code }) => code);
    const { answers } = await tryEntry(client, entry, entry.regions ?? able.slice(0, 50));
    results.push({ key: entry.key, answers });
    if (!json) for (const answer of answers) sayAnswer(entry.key, answer);
  }
  if (json) sayJson(results);
  if (results.some(({ answers }) => answers.some((answer) => !isWell(answer))))
    process.exitCode = EXIT.problem;
}

async function tryEntry(
  client: UptickClient,
  { check, timeoutMs }: MonitorEntry,
  regions: string[],
): Promise<TrialView> {
  const { id } = await client.monitor.test.mutate({ check, timeoutMs, regions });
  for (;;) {
    const view = await client.monitor.trial.query({ id });
    if (view.done) return view;
    await sleep(LOOK_MS);
  }
}

function isWell(answer: TrialView["answers"][number]): boolean {
  return answer.state === "answered" && answer.result.outcome === "ok";
}

function sayAnswer(key: string, answer: TrialView["answers"][number]): void {
  const said =
    answer.state === "answered"
      ? `${answer.result.outcome} in ${Math.round(answer.result.totalUs / 1000)} ms ${answer.result.evidence.message ?? ""}`
      : answer.state;
  say(paint(isWell(answer) ? "green" : "red", printable(`${key} from ${answer.region}: ${said}`)));
}
