// Writes the tables of docs/metrics.md from the lists of metrics, and the chart's copies of rules and dashboards, which
// Helm cannot read outside of the chart; --check only compares.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "./install.mjs";

const LISTS = {
  app: { file: "src/server/runtime/metrics/app-metrics.ts", name: "APP_METRICS" },
  installation: {
    file: "src/server/runtime/metrics/installation-metrics.ts",
    name: "INSTALLATION_METRICS",
  },
  probe: { file: "probes/platform/node/metrics/probe-metrics.ts", name: "PROBE_METRICS" },
  cron: { file: "scripts/cron/cron-metrics.ts", name: "CRON_METRICS" },
  bridge: { file: "scripts/bridge/bridge-metrics.ts", name: "BRIDGE_METRICS" },
  workspace: { file: "src/server/runtime/metrics/workspace-metrics.ts", name: "WORKSPACE_METRICS" },
};
const CHART = "deploy/helm/uptick/files";
const DASHBOARDS = "deploy/grafana/dashboards";

const files = [
  { path: "docs/metrics.md", text: await fillTables(readText("docs/metrics.md") ?? "") },
  { path: join(CHART, "alerts.yaml"), text: readText("deploy/prometheus/rules.yaml") },
  ...readdirSync(join(root, DASHBOARDS)).map((name) => ({
    path: join(CHART, "dashboards", name),
    text: readText(join(DASHBOARDS, name)),
  })),
];
const outdated = files.filter(({ path, text }) => readText(path) !== text);
if (process.argv.includes("--check")) {
  if (outdated.length === 0) process.exit(0);
  process.stderr.write(
    `Out of date: ${outdated.map(({ path }) => path).join(", ")}. Run: npm run docs:metrics\n`,
  );
  process.exit(1);
}
for (const { path, text } of outdated) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function fillTables(document) {
  const lists = await loadLists();
  let filled = document;
  for (const [key, list] of Object.entries(lists)) {
    const [start, end] = [`<!-- metrics:${key} -->`, `<!-- metrics:${key}:end -->`];
    const [before, rest] = filled.split(start);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`docs/metrics.md has no ${start} and ${end}.`);
    filled = `${before}${start}\n${writeTable(list)}\n${end}${after}`;
  }
  return filled;
}

async function loadLists() {
  const contents = Object.entries(LISTS)
    .map(([key, { file, name }]) => `export { ${name} as ${key} } from "./${file}";`)
    .join("\n");
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function writeTable(list) {
  const rows = Object.entries(list).map(([name, { kind, labels, help }]) => {
    const shown = labels.map((label) => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${kind} | ${shown} | ${help.replaceAll("|", "\\|")} |`;
  });
  return ["| metric | kind | labels | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function readText(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
