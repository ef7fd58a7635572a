import Papa from "papaparse";
import { addMonitor, type Draft, emptyDraft, MOST_ITEMS, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { numberOf } from "../read-object.ts";
import { statusRanges } from "../status-ranges.ts";
import { targetCheck } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

const COLUMNS = [
  "name",
  "target",
  "kind",
  "interval",
  "timeout",
  "tags",
  "keyword",
  "status",
  "paused",
  "method",
  "port",
] as const;
type Column = (typeof COLUMNS)[number];

/** Headings that mean the same, in small letters without spaces, hyphens and underscores. */
const HEADINGS: Record<Column, readonly string[]> = {
  name: ["name", "friendlyname", "monitor", "monitorname", "title", "label"],
  target: ["url", "target", "host", "hostname", "address", "uri", "website", "domain", "ip", "endpoint"],
  kind: ["type", "kind", "check", "monitortype", "checktype"],
  interval: ["interval", "intervalsec", "intervalseconds", "checkinterval", "frequency", "period"],
  timeout: ["timeout", "timeoutsec", "timeoutms", "timeoutseconds"],
  tags: ["tags", "tag", "labels", "group", "groups"],
  keyword: ["keyword", "contains", "expectedtext"],
  status: ["status", "expectedstatus", "statuscodes", "acceptedstatus", "expectedstatuscode"],
  paused: ["paused", "disabled"],
  method: ["method", "httpmethod"],
  port: ["port"],
};

type Row = Record<Column, string>;

/** Separated by comma, semicolon or tab (RFC 4180). The first line names the columns; an address is the least. */
export function parseCsv(text: string): ImportResult {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    skipEmptyLines: "greedy",
    preview: MOST_ITEMS + 2,
  });
  const [head, ...rows] = data;
  if (head === undefined) throw new ImportProblem("The file is empty.");
  if (rows.length > MOST_ITEMS) throw new ImportProblem(`${MOST_ITEMS} lines at most.`);
  const columns = columnsOf(head);
  if (!columns.has("target")) {
    throw new ImportProblem("The first line names the columns, and one of them is url, target or host.");
  }
  const draft = emptyDraft("csv");
  const known = new Set(columns.values());
  for (const [at, heading] of head.entries()) {
    if (!known.has(at)) warn(draft, heading, "lost", "This column means nothing to Uptick and is left out.");
  }
  const isMs = /ms$/i.test(head[columns.get("timeout") ?? -1] ?? "");
  for (const [at, cells] of rows.entries()) {
    addRow(draft, { row: rowOf(cells, columns), line: at + 2, isMs });
  }
  return toDocument(draft);
}

function columnsOf(head: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>();
  for (const [at, heading] of head.entries()) {
    const plain = heading.toLowerCase().replace(/[^a-z]/g, "");
    const column = COLUMNS.find((name) => HEADINGS[name].includes(plain));
    if (column !== undefined && !found.has(column)) found.set(column, at);
  }
  return found;
}

function rowOf(cells: readonly string[], columns: Map<Column, number>): Row {
  const cell = (column: Column) => (cells[columns.get(column) ?? -1] ?? "").trim();
  return {
    name: cell("name"),
    target: cell("target"),
    kind: cell("kind"),
    interval: cell("interval"),
    timeout: cell("timeout"),
    tags: cell("tags"),
    keyword: cell("keyword"),
    status: cell("status"),
    paused: cell("paused"),
    method: cell("method"),
    port: cell("port"),
  };
}

function addRow(draft: Draft, { row, line, isMs }: { row: Row; line: number; isMs: boolean }): void {
  const label = row.name === "" ? row.target : row.name;
  const name = nameFrom(label);
  if (row.target === "") {
    warn(draft, name, "skipped", `Line ${line} has no address.`);
    return;
  }
  const expectedStatus = row.status === "" ? null : statusRanges(row.status.split(/[\s,;|]+/));
  const { target, kind, method, keyword } = row;
  const check = targetCheck({ target, kind, method, keyword, expectedStatus, port: numberOf(row.port) });
  if (check === null) {
    warn(draft, name, "skipped", `Line ${line}: Uptick has no check of the kind ${kind}.`);
    return;
  }
  addMonitor(draft, {
    foreignId: label,
    name,
    check,
    ...secondsOf(row.interval),
    ...timeoutOf(row.timeout, isMs),
    tags: row.tags.split(/[,;|]/).filter((tag) => tag.trim() !== ""),
    paused: /^(1|true|yes|y|paused)$/i.test(row.paused),
  });
}

const UNIT_SEC: Record<string, number> = { "": 1, s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86_400 };

function secondsOf(text: string): { intervalSec?: number } {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  const unit = UNIT_SEC[(found?.[2] ?? "").toLowerCase()];
  return found && unit !== undefined ? { intervalSec: Number(found[1]) * unit } : {};
}

function timeoutOf(text: string, isMs: boolean): { timeoutMs?: number } {
  const number = numberOf(/^\d+(?:\.\d+)?/.exec(text)?.[0]);
  if (number === null || number === 0) return {};
  return { timeoutMs: isMs || /ms$/i.test(text) ? number : number * 1000 };
}
