import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["bench", "docs", "e2e", "prisma", "probes", "public", "scripts", "src"];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
).concat(readdirSync(root));
const NAMES = new Set(FILES.map((path) => basename(path)));
const DOCUMENTS = FILES.filter((path) => path.endsWith(".md"));
/** Documents name what is in these without saying so. */
const SHORT_FOR = ["", "src", "src/server", "src/server/pipeline", "src/testing/simulation"];
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe.each(DOCUMENTS)("%s", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");

  test("links to what is there", () => {
    expect(linksOf(prose).filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });

  test("names files and folders that are there", () => {
    const named = [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => expandBraces(code));
    const missing = named.filter((path) => looksLikePath(path) && !isThere(document, path));
    expect(missing).toEqual([]);
  });

  test("names commands that are there", () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

function linksOf(text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"\s]+)"/g)];
  return links
    .flatMap(([, link, attribute]) => link ?? attribute ?? [])
    .filter((link) => !/^\w+:/.test(link));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? join(root, document) : join(root, dirname(document), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, "utf8")).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** `a/{b,c}` is two paths. */
function expandBraces(code: string): string[] {
  const [, before, list, after] = /^([^{]*)\{([^{}]*,[^{}]*)\}(.*)$/.exec(code) ?? [];
  if (list === undefined) return [code];
  return list.split(",").flatMap((one) => expandBraces(`${before}${one}${after}`));
}

function looksLikePath(code: string): boolean {
  if (!/^[\w.@()[\]*-]+(\/[\w.@()[\]*-]*)*$/.test(code)) return false;
  if (/\.(tsx?|m?js|md|json|prisma|sql|yml)$/.test(code)) return true;
  const [first = "", second] = code.split("/");
  return (
    second !== undefined && SHORT_FOR.some((base) => first !== "" && existsSync(join(root, base, first)))
  );
}

function isThere(document: string, path: string): boolean {
  if (!path.includes("/")) return path.startsWith("*") || NAMES.has(path);
  const fixed = path.replace(/\/[^/]*\*.*$/, "/");
  return [...SHORT_FOR, dirname(document)].some((base) =>
    ["", ".ts"].some((end) => existsSync(join(root, base, `${fixed}${end}`))),
  );
}
