import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = [".github", "bench", "deploy", "docs", "e2e", "prisma", "probes", "public", "scripts", "src"];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
).concat(readdirSync(root));
const NAMES = new Set(FILES.map((path) => basename(path)));
const DOCUMENTS = FILES.filter((path) => path.endsWith(".md"));
/** Documents name what is in these without saying so. */
const SHORT_FOR = ["", "src", "src/server", "src/server/pipeline", "src/testing/simulation"];
/** What documents name that is the reader's own, or another product's. */
const FOREIGN =
  /^(secrets|manifest|components|summary|mcp)\.json$|^\.(vscode|cursor)\/mcp\.json$|^uptick\.config\.ts$|^(prometheus|blackbox)\.yml$/;
const FOREIGN_ADDRESS = /^\/api\/(v2\/(monitors|heartbeats)|v3\/checks)$/;
const SOURCES = FILES.filter(
  (path) => /\.(tsx?|mjs|ya?ml|json|tf|sh)$/.test(path) && !path.startsWith("src/generated"),
);
const CODE = new Map(
  SOURCES.filter((path) => statSync(join(root, path)).isFile()).map((path) => [
    path,
    readFileSync(join(root, path), "utf8"),
  ]),
);
const ROUTES = FILES.filter((path) => /^src\/app\/.*(route|page)\.tsx?$/.test(path)).map(patternOfRoute);
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe.each(DOCUMENTS)("%s", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");

  test("links to what is there", () => {
    expect(linksOf(prose).filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });

  test("names files and folders that are there", () => {
    const named = [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => expandBraces(code));
    const missing = named.filter(
      (path) => looksLikePath(path) && !FOREIGN.test(path) && !isThere(document, path),
    );
    expect(missing).toEqual([]);
  });

  test("names commands that are there", () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("names addresses that are answered", () => {
    const named = [...text.matchAll(/(?<![\w.])\/api\/[\w<>{}$./…-]+/g)].map(([path]) =>
      path.replace(/[.…/]+$/, ""),
    );
    expect(
      named.filter(
        (path) =>
          !FOREIGN_ADDRESS.test(path) && !ROUTES.some((route) => route.test(path) || route.test(`${path}/x`)),
      ),
    ).toEqual([]);
  });

  test("names variables that something reads", () => {
    const named = new Set([...text.matchAll(/\bUPTICK_[A-Z0-9_]*[A-Z0-9]\b/g)].map(([name]) => name));
    const unread = [...named].filter((name) => ![...CODE.values()].some((code) => code.includes(name)));
    expect(unread.filter((name) => !/^UPTICK_(PROBE_TOKEN|CHANNEL)_/.test(name))).toEqual([]);
  });
});

test("what code and manifests say about a document, there is", () => {
  const dead = [...CODE].flatMap(([file, code]) =>
    [...code.matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
      .map(([path]) => path)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${file}: ${path}`),
  );
  expect(dead).toEqual([]);
});

/** `[name]` stands for one part of a path, `[...name]` for the rest; folders in brackets for none. */
function patternOfRoute(file: string): RegExp {
  const path = dirname(file)
    .replace(/^src\/app/, "")
    .replaceAll(/\/\([^)]*\)/g, "");
  const pattern = path
    .replaceAll(/[.*+?^${}|\\]/g, "\\$&")
    .replaceAll(/\/\[\[\\\.\\\.\\\.[^\]]*\]\]/g, "(/.*)?")
    .replaceAll(/\[\\\.\\\.\\\.[^\]]*\]/g, ".+")
    .replaceAll(/\[[^\]]*\]/g, "[^/]+");
  return new RegExp(`^${pattern}$`);
}

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
