import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { findMistakes } from "./known-metrics.ts";
import { readPromql } from "./read-promql.ts";

const folder = fileURLToPath(new URL("../../../deploy/grafana/dashboards", import.meta.url));
const FILES = readdirSync(folder).filter((name) => name.endsWith(".json"));

const GridPos = z.strictObject({
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  w: z.number().int().min(1).max(24),
  h: z.number().int().min(1),
});
const Target = z.looseObject({ refId: z.string(), expr: z.string().min(1), legendFormat: z.string() });
const Panel = z.looseObject({
  id: z.number().int().positive(),
  type: z.enum(["row", "stat", "timeseries", "table"]),
  title: z.string().min(1),
  gridPos: GridPos,
  targets: z.array(Target).optional(),
  datasource: z.strictObject({ type: z.literal("prometheus"), uid: z.literal(`\${datasource}`) }).optional(),
});
const Dashboard = z.looseObject({
  uid: z.string().max(40),
  title: z.string().startsWith("Uptick: "),
  schemaVersion: z.number().int().min(39),
  tags: z.array(z.string()),
  panels: z.array(Panel),
  templating: z.looseObject({
    list: z.array(z.looseObject({ name: z.string(), type: z.string(), definition: z.string().optional() })),
  }),
});

describe.each(FILES)("%s", (file) => {
  const dashboard = Dashboard.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
  const { panels, templating } = dashboard;

  test("is named after its uid and can be narrowed by data source, instance and region", () => {
    expect(dashboard.uid).toBe(basename(file, ".json"));
    expect(templating.list.map(({ name }) => name)).toEqual(["datasource", "instance", "region"]);
  });

  test("asks for metrics and labels that exist", () => {
    const targets = panels.flatMap(({ title, targets: own = [] }) =>
      own.map(({ expr }) => ({ title, expr })),
    );
    expect(targets.length).toBeGreaterThan(5);
    const mistakes = targets.flatMap(({ title, expr }) =>
      findMistakes(readPromql(expr)).map((mistake) => `${title}: ${mistake}`),
    );
    expect(mistakes).toEqual([]);
    const variables = templating.list.flatMap(({ definition = "" }) => {
      const [, metric = "", label = ""] = /^label_values\((\w+), (\w+)\)$/.exec(definition) ?? [];
      return metric === "" ? [] : findMistakes(readPromql(`max by (${label}) (${metric})`));
    });
    expect(variables).toEqual([]);
  });

  test("its legends name labels that the series have", () => {
    const wrong = panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr, legendFormat }) => {
        const { grouped } = readPromql(expr);
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label);
        return grouped.length === 0
          ? []
          : named.filter((label) => !grouped.includes(label)).map((label) => `${title}: ${label}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("every panel has an id of its own and a place where no other is", () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const places = panels.flatMap(({ id, gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => ({ id, place: `${x + (at % w)} ${y + Math.floor(at / w)}` })),
    );
    expect(new Set(places.map(({ place }) => place)).size).toBe(places.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });
});
