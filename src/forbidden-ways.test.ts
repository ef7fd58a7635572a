import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["src", "probes", "scripts", "public"];

/** Ways by which a text becomes a program, markup or a statement. Those that are needed say where and how often. */
const FORBIDDEN: { name: string; way: RegExp; allowed?: Record<string, number> }[] = [
  { name: "dangerouslySetInnerHTML", way: /dangerouslySetInnerHTML/g },
  { name: "innerHTML", way: /\b(inner|outer)HTML\s*=|insertAdjacentHTML|createContextualFragment/g },
  { name: "document.write", way: /document\.write/g },
  { name: "srcdoc", way: /\bsrcDoc\b/gi },
  { name: "eval", way: /(?<![\w.$])eval\(/g },
  { name: "new Function", way: /new Function\(/g },
  { name: "a timer of text", way: /set(Timeout|Interval)\(\s*["'`]/g },
  { name: "javascript:", way: /["'`]javascript:/gi },
  {
    name: "SQL from text",
    way: /\$(query|execute)RawUnsafe/g,
    allowed: {
      // Statements of pg, whose values are parameters.
      "src/server/store/sql-of.ts": 1,
      // A constant.
      "src/server/store/audit-erasure-store.ts": 1,
    },
  },
  { name: "linking accounts by e-mail", way: /allowDangerousEmailAccountLinking/g },
  {
    name: "answers to other sites",
    way: /access-control-allow/gi,
    // What everybody may see without a session, and is made for other sites to show.
    allowed: {
      "src/server/runtime/document-headers.ts": 1,
      "src/server/views/status/answer-badge.ts": 1,
      "src/server/views/status/answer-feed.ts": 1,
      "src/server/views/status/answer-status.ts": 1,
    },
  },
  {
    name: "unchecked certificates",
    way: /rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/g,
    // The probe judges the certificate itself, so that it can say what is wrong with it.
    allowed: { "probes/platform/node/secure-socket.ts": 1 },
  },
];

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
).filter((file) => /\.(ts|tsx|mjs|js)$/.test(file) && !isExempt(file));

/** Tests speak of what is forbidden; what Prisma generates is not ours. */
function isExempt(file: string): boolean {
  return /\.test\.tsx?$|^src\/(generated|testing)\//.test(file);
}

const TEXTS = FILES.map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

test.each(FORBIDDEN)("nothing uses $name", ({ way, allowed = {} }) => {
  const found: Record<string, number> = {};
  for (const { file, text } of TEXTS) {
    const times = [...text.matchAll(way)].length;
    if (times > 0) found[file] = times;
  }
  expect(found).toEqual(allowed);
});

test("all of the program is looked at", () => {
  expect(FILES.length).toBeGreaterThan(500);
  expect(FILES).toContain("src/ui/markdown/markdown.tsx");
});
