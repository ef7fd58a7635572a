import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

// Each way of calling a command that a document shows, held against what the command says of itself.
const root = fileURLToPath(new URL("../..", import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const DOCUMENTS = ["bench", "deploy", "docs", "src/testing/simulation"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .concat(readdirSync(root))
  .filter((path) => path.endsWith(".md"));
/** What vitest, Biome and the compiler run has no help of ours. */
const NOT_OURS = ["lint", "format", "typecheck", "conformance"];

type Call = { document: string; command: string; args: string };

const CALLS = DOCUMENTS.flatMap((document) => {
  const text = readFileSync(join(root, document), "utf8").replaceAll("\\\n", " ");
  return [...text.matchAll(/npm run ([a-z][\w:-]*)(?: -- ([^`\n#]*))?/g)].map(
    ([, command = "", args = ""]): Call => ({ document, command, args: args.trim() }),
  );
});
const COMMANDS = [...new Set(CALLS.map(({ command }) => command))].filter((name) => !NOT_OURS.includes(name));

describe.each(COMMANDS)("npm run %s", (command) => {
  const calls = CALLS.filter((call) => call.command === command && call.args !== "");
  const programme = programmeOf(scripts[command]);

  test("is there", () => {
    expect(existsSync(join(root, programme)), `${programme}: run npm test once, which bundles`).toBe(true);
  });

  test.runIf(calls.length > 0)("knows every option and verb that a document gives it", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, programme), "--help"], {
      cwd: root,
      encoding: "utf8",
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const unknown = calls.flatMap(({ document, args }) =>
      wordsOf(args)
        .filter((word) => word !== "--help" && !stdout.includes(word))
        .map((word) => `${document}: ${word}`),
    );
    expect(unknown).toEqual([]);
  });
});

/** `node scripts/run.mjs audit` is the bundle `dist/audit.mjs`. */
function programmeOf(script: string): string {
  const [, file = "", tool] = /^node ([\w./-]+)(?: ([\w-]+))?/.exec(script) ?? [];
  return file === "scripts/run.mjs" ? `dist/${tool}.mjs` : file;
}

/** The verb, when there is one, and all options. */
function wordsOf(args: string): string[] {
  const options = [...args.matchAll(/(?<![\w-])--[a-z][\w-]*/g)].map(([option]) => option);
  const [verb] = /^[a-z][a-z-]*(?=\s|$)/.exec(args) ?? [];
  return verb === undefined ? options : [verb, ...options];
}
