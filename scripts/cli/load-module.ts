import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CliError, EXIT } from "./exit-code.ts";

/** What `import { defineConfig } from "uptick/config"` gives: the types stand in uptick-config.d.ts. */
const HELPER = "export const defineConfig = (document) => document;";
const IMPORT = /(["'])uptick\/config\1/g;

/** The file's default export: a document, or a function that makes one. */
export async function loadModule(file: string): Promise<unknown> {
  const text = file.endsWith("ts") ? await compile(file) : readFileSync(file, "utf8");
  const made = defaultOf(await importText(file, text.replace(IMPORT, JSON.stringify(asUrl(HELPER)))));
  if (made === undefined) {
    const message = `${file} exports nothing by default. Write \`export default defineConfig({ … })\`.`;
    throw new CliError(EXIT.problem, message);
  }
  return typeof made === "function" ? await made() : made;
}

function asUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

function defaultOf(loaded: unknown): unknown {
  return typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : undefined;
}

/** Beside the file, so that what it imports is found; under a name of its own, so that it is not taken from a cache. */
async function importText(file: string, text: string): Promise<unknown> {
  const path = join(dirname(file), `.${basename(file)}.${process.pid}.mjs`);
  try {
    writeFileSync(path, text, { flag: "wx" });
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const said = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new CliError(EXIT.problem, `${file}: ${said}`);
  } finally {
    rmSync(path, { force: true });
  }
}

type Esbuild = { build: (options: object) => Promise<{ outputFiles: { text: string }[] }> };
type Strip = (text: string) => string;

/** By the esbuild of the project, which takes imports of other files in; else by Node itself. */
async function compile(file: string): Promise<string> {
  const esbuild = findEsbuild(file);
  if (esbuild) return bundle(esbuild, file);
  const strip = (nodeModule as { stripTypeScriptTypes?: Strip }).stripTypeScriptTypes;
  if (strip) return strip(readFileSync(file, "utf8"));
  throw new CliError(
    EXIT.usage,
    "TypeScript takes esbuild (`npm install --save-dev esbuild`) or Node.js 22.13. YAML and JSON take neither.",
  );
}

async function bundle(esbuild: Esbuild, file: string): Promise<string> {
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [file],
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      logLevel: "silent",
    });
    return outputFiles[0]?.text ?? "";
  } catch (cause) {
    throw new CliError(EXIT.problem, cause instanceof Error ? cause.message : `${file} does not compile.`);
  }
}

function findEsbuild(file: string): Esbuild | null {
  try {
    return nodeModule.createRequire(file)("esbuild") as Esbuild;
  } catch {
    // It is not installed there: there is another way.
    return null;
  }
}
