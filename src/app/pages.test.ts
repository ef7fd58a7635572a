import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const FILES = import.meta.glob("./**/{page,layout}.tsx", { query: "?raw", import: "default", eager: true });
const SOURCES = Object.entries(FILES as Record<string, string>);

/** Pages of a visitor that read something themselves: the right to see it is a token in the address, or there is none to have. */
const READS_BY_ITSELF = [
  "./(auth)/sign-in/page.tsx",
  "./(auth)/sign-in/second-factor/page.tsx",
  "./(auth)/sign-in/link/[token]/page.tsx",
  "./(auth)/reset-password/[token]/page.tsx",
  "./acknowledge/[token]/page.tsx",
  "./digest-off/[token]/page.tsx",
];
/** Says what is built, and nothing of anybody. */
const HARMLESS = ["#server/runtime/build-id.ts", "#server/rest/list-reference.ts"];

test.each(SOURCES)("%s reads nothing but through procedures, which ask who it is for", (file, source) => {
  const read = [...source.matchAll(/from "(#server\/[^"]+)"/g)].map(([, name]) => name ?? "");
  if (READS_BY_ITSELF.includes(file)) expect(read).not.toEqual([]);
  else expect(read.filter((name) => !HARMLESS.includes(name))).toEqual([]);
});

test("whoever is not signed in is sent away from the dashboard by its layout, and each of its pages is below it", () => {
  const layout = SOURCES.find(([file]) => file === "./(app)/layout.tsx")?.[1] ?? "";
  expect(layout).toMatch(
    /const identity = await findIdentity\(\);\s+if \(identity === null\) redirect\("\/sign-in"\);/,
  );
  const elsewhere = SOURCES.map(([file]) => file).filter(
    (file) => !/^\.\/(\(app\)|\(auth\)|acknowledge|digest-off|verify)\//.test(file),
  );
  expect(elsewhere.sort()).toEqual(["./layout.tsx", "./page.tsx"]);
});

test("the proxy decides nothing about who may see what: without it the answers are the same", () => {
  const source = readFileSync(fileURLToPath(new URL("../proxy.ts", import.meta.url)), "utf8");
  const imports = [...source.matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
  expect(imports).not.toEqual(expect.arrayContaining([expect.stringMatching(/trpc|store|views|actions/)]));
});

test("there are no server actions: every command is a procedure", () => {
  for (const [file, source] of SOURCES) expect(source, file).not.toMatch(/["']use server["']/);
});
