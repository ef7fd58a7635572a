// Makes, from the list in probes/regions.json, what each edge region needs: its probe, its route and its entry in
// vercel.json. With --check nothing is written, and a difference ends it with 1.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";

const LIST = "probes/regions.json";
const PROBES = "probes/regions";
const ROUTES = "src/app/api/probe";
const PLATFORM = "vercel.json";
/** A word that can also be a name in JavaScript; Vercel's regions all are. */
const CODE = /^[a-z]{3}[0-9]{1,2}$/;

/** What is not as the list says, as sentences; empty: all is. */
export function syncRegions(folder, { write }) {
  const codes = readList(folder);
  const wanted = new Map(codes.flatMap((code) => filesOf(code)));
  wanted.set(PLATFORM, platformOf(readFileSync(join(folder, PLATFORM), "utf8"), codes));
  const problems = [];
  for (const [file, text] of wanted) {
    const path = join(folder, file);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    problems.push(`${file} is not as ${LIST} says.`);
    if (!write) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const file of listPresent(folder)) {
    if (wanted.has(file)) continue;
    problems.push(`${file} is of no region in ${LIST}.`);
    if (write)
      rmSync(file.endsWith("/route.ts") ? dirname(join(folder, file)) : join(folder, file), {
        recursive: true,
      });
  }
  return problems;
}

function readList(folder) {
  const codes = JSON.parse(readFileSync(join(folder, LIST), "utf8"));
  const wrong = codes.filter((code, at) => !CODE.test(code) || codes.indexOf(code) !== at);
  if (wrong.length > 0)
    throw new Error(`${LIST}: ${wrong.join(", ")} is no code of a region, or is there twice.`);
  return codes;
}

function filesOf(code) {
  const probe = `import { createEdgeProbe } from "../platform/vercel-edge.ts";

export const ${code} = createEdgeProbe({ region: "${code}" });
`;
  const route = `import { ${code} } from "#probes/regions/${code}.ts";

export const runtime = "edge";

export const POST = ${code};
`;
  return [
    [`${PROBES}/${code}.ts`, probe],
    [`${ROUTES}/${code}/route.ts`, route],
  ];
}

/** All of its other lines stay as they are. */
function platformOf(text, codes) {
  const lines = text.split("\n");
  const isEntry = (line) => line.trimStart().startsWith(`"${ROUTES}/`);
  const others = lines.filter((line) => !isEntry(line));
  const from = others.findIndex((line) => line.includes('"functions": {'));
  const end = others.findIndex((line, at) => at > from && line === "  }");
  if (from === -1 || end === -1) throw new Error(`${PLATFORM} has no block "functions".`);
  const kept = others.slice(from + 1, end).map((line) => line.replace(/,$/, ""));
  const made = codes.map((code) => `    "${ROUTES}/${code}/route.ts": { "regions": ["${code}"] }`);
  const entries = [...kept, ...made].map((line, at, all) => (at < all.length - 1 ? `${line},` : line));
  return [...others.slice(0, from + 1), ...entries, ...others.slice(end)].join("\n");
}

function listPresent(folder) {
  const probes = readdirSync(join(folder, PROBES)).map((name) => `${PROBES}/${name}`);
  const routes = readdirSync(join(folder, ROUTES)).map((name) => `${ROUTES}/${name}/route.ts`);
  return [...probes, ...routes].map((file) => relative(folder, join(folder, file)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const isCheck = process.argv.includes("--check");
  const problems = syncRegions(root, { write: !isCheck });
  for (const problem of problems)
    console.log(isCheck ? problem : problem.replace(/ is (not|of no).*/, " was brought up to date."));
  if (isCheck && problems.length > 0) {
    console.log("Run `npm run regions`.");
    process.exit(1);
  }
}
