// Writes .env.example and the configuration table of the README from src/env.ts; --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./install.mjs";

const START = "<!-- env:start -->";
const END = "<!-- env:end -->";

const { EnvSchema, ImageEnvSchema, LauncherEnvSchema } = await loadSchemas();
const groups = [
  { title: "The launcher (npm run up)", variables: describe(LauncherEnvSchema) },
  { title: "The app", variables: describe(EnvSchema) },
  { title: "The container image", variables: describe(ImageEnvSchema) },
];
const files = [
  { path: join(root, ".env.example"), text: formatExample() },
  { path: join(root, "README.md"), text: insertTable(readFileSync(join(root, "README.md"), "utf8")) },
];
const outdated = files.filter(({ path, text }) => readText(path) !== text);
if (process.argv.includes("--check")) {
  if (outdated.length === 0) process.exit(0);
  process.stderr.write(
    `Out of date: ${outdated.map(({ path }) => path).join(", ")}. Run: npm run docs:env\n`,
  );
  process.exit(1);
}
for (const { path, text } of outdated) writeFileSync(path, text);

async function loadSchemas() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/env.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function describe(schema) {
  return Object.entries(schema.shape).map(([name, field]) => {
    const defaultOf = field.def.type === "default" ? String(field.def.defaultValue) : undefined;
    const flag = { false: "0", true: "1" }[defaultOf ?? ""];
    return { name, text: field.description ?? "", defaultOf: flag ?? defaultOf };
  });
}

function formatExample() {
  const blocks = groups.map(({ title, variables }) => {
    const lines = variables.map(({ name, text, defaultOf }) => `# ${text}\n#${name}=${defaultOf ?? ""}`);
    return [`## ${title}`, ...lines].join("\n\n");
  });
  const head =
    "# Copy to .env and take the # off what you change. Without a .env, npm run up works as it is.\n# Made by: npm run docs:env";
  return `${[head, ...blocks].join("\n\n")}\n`;
}

function insertTable(readme) {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md has no ${START} and ${END}.`);
  const rows = groups.flatMap(({ variables }) => variables).map(formatRow);
  const table = ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
  return `${before}${START}\n${table}\n${END}${after}`;
}

function formatRow({ name, text, defaultOf }) {
  const shown = defaultOf ? `\`${defaultOf}\`` : "";
  return `| \`${name}\` | ${shown} | ${text.replaceAll("|", "\\|")} |`;
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
