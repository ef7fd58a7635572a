import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { findMistakes, KNOWN_METRICS, LISTS } from "./known-metrics.ts";
import { readPromql } from "./read-promql.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const RUNBOOKS = "docs/runbooks";

const Rule = z.strictObject({
  alert: z.string().regex(/^Uptick[A-Z][A-Za-z]+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+[smh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(["critical", "warning", "info"]), service: z.literal("uptick") }),
  annotations: z.strictObject({
    summary: z.string().min(10),
    description: z.string().min(10),
    runbook_url: z.string().regex(/^docs\/runbooks\/[a-z0-9-]+\.md$/),
  }),
});
const Rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Rule).min(1) })).min(1),
});
const RULES = Rules.parse(parse(read("deploy/prometheus/rules.yaml"))).groups.flatMap(({ rules }) => rules);
const SECTIONS = ["## Impact", "## Diagnosis", "## Mitigation", "## Escalate"];

describe.each(RULES)("$alert", ({ alert, expr, annotations }) => {
  const labelsIn = (text: string) => [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label);

  test("asks for metrics and labels that exist", () => {
    expect(findMistakes(readPromql(expr))).toEqual([]);
    // A comparison is what makes it fire.
    expect(expr).toMatch(/[<>]|==/);
  });

  test("names labels in its texts that its result has", () => {
    const named = labelsIn(`${annotations.summary} ${annotations.description}`);
    const { grouped, selectors } = readPromql(expr);
    const kept = new Set([...grouped, ...(grouped.length === 0 ? ["instance", "job"] : [])]);
    expect(selectors.length).toBeGreaterThan(0);
    expect(named.filter((label) => !kept.has(label))).toEqual([]);
  });

  test("has a runbook with its expression and every section", () => {
    const text = read(annotations.runbook_url);
    expect(text.startsWith(`# ${alert}\n`)).toBe(true);
    expect(text).toContain(`\`\`\`promql\n${expr}\n\`\`\``);
    expect(SECTIONS.filter((section) => !text.includes(`\n${section}\n`))).toEqual([]);
  });
});

test("every rule has a name of its own, and every runbook belongs to a rule", () => {
  const names = RULES.map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  const used = RULES.map(({ annotations }) => annotations.runbook_url.replace(`${RUNBOOKS}/`, ""));
  const there = readdirSync(join(root, RUNBOOKS)).filter((name) => name !== "README.md");
  expect(there.sort()).toEqual(used.toSorted());
  const list = read(`${RUNBOOKS}/README.md`);
  expect(RULES.filter(({ alert }) => !list.includes(`[${alert}](`))).toEqual([]);
});

test("the samples of Prometheus and Alertmanager scrape where metrics are, and name rules that exist", () => {
  const jobs = parse(read("deploy/prometheus/prometheus.yaml")).scrape_configs as {
    job_name: string;
    metrics_path?: string;
  }[];
  expect(jobs.filter(({ job_name: name }) => !name.startsWith("uptick"))).toEqual([]);
  expect(existsSync(join(root, "src/app", jobs[0]?.metrics_path ?? "", "route.ts"))).toBe(true);
  const named = read("deploy/prometheus/alertmanager.yaml").match(/Uptick[A-Za-z]+/g) ?? [];
  const names = new Set(RULES.map(({ alert }) => alert));
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

test("a metric or a label that does not exist is found, and so is what is not PromQL", () => {
  const mistakes = (expr: string) => findMistakes(readPromql(expr));
  expect(mistakes("max(uptick_nothing) > 1")).toEqual(["There is no metric uptick_nothing."]);
  expect(mistakes('sum(rate(uptick_checks_total{monitor="1"}[5m]))')).toEqual([
    "uptick_checks_total has no label monitor.",
  ]);
  expect(mistakes("sum by (workspace) (uptick_checks_total)")).toEqual(["Nothing has the label workspace."]);
  // A histogram has no values under its own name.
  expect(mistakes("uptick_check_duration_seconds > 1")).toEqual([
    "There is no metric uptick_check_duration_seconds.",
  ]);
  expect(() => readPromql("max(uptick_monitors")).toThrow("not closed");
  expect(() => readPromql("max(uptick_monitors) ; drop")).toThrow("Not PromQL");
});

test("names follow Prometheus: counters end in _total, durations in _seconds, and no list has another's", () => {
  const all = Object.values(LISTS).flatMap((list) => Object.keys(list));
  expect(new Set(all).size).toBe(all.length);
  for (const [name, { kind, labels, help, buckets }] of Object.entries(KNOWN_METRICS)) {
    expect(name, name).toMatch(/^uptick_[a-z0-9_]+$/);
    expect(name.endsWith("_total"), name).toBe(kind === "counter");
    expect(/_(bucket|sum|count|ms|millis)$/.test(name), name).toBe(false);
    expect([...(buckets ?? [])], name).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
    expect((buckets?.length ?? 0) > 0, name).toBe(kind === "histogram");
    expect(help.endsWith(".") || help.endsWith("…"), name).toBe(true);
    const isOfWorkspace = LISTS.workspace !== undefined && name in LISTS.workspace;
    if (!isOfWorkspace)
      expect(
        labels.filter((label) => /monitor|workspace|user|name/.test(label)),
        name,
      ).toEqual([]);
  }
});

test("every metric is described in docs/metrics.md", () => {
  const text = read("docs/metrics.md");
  expect(Object.keys(KNOWN_METRICS).filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
});
