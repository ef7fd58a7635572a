import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROLES } from "./roles.ts";

const PATH = "deploy/image/Containerfile";
const steps = readSteps(readFileSync(PATH, "utf8"));
const stages = steps.filter(({ verb }) => verb === "FROM");
const last = steps.slice(steps.findLastIndex(({ verb }) => verb === "FROM"));
const lastOf = (verb: string) => last.filter((step) => step.verb === verb).map(({ rest }) => rest);

test("both stages start from the Node version that everything is tested with, on slim Debian, fixed to the patch", () => {
  const version = readFileSync(".nvmrc", "utf8").trim();
  expect(stages).toHaveLength(2);
  for (const { rest } of stages)
    expect(rest).toMatch(new RegExp(`^node:${version}\\.\\d+\\.\\d+-bookworm-slim AS \\w+$`));
  expect(new Set(stages.map(({ rest }) => rest.split(" ")[0])).size).toBe(1);
});

test("the image runs as a user without rights, named by number", () => {
  expect(lastOf("USER")).toEqual(["1000:1000"]);
  const at = (verb: string) => last.findIndex((step) => step.verb === verb);
  expect(at("USER")).toBeGreaterThan(last.findLastIndex(({ verb }) => verb === "RUN"));
});

test("sources, packages for work on it and the npm cache stay in the first stage", () => {
  expect(lastOf("COPY")).toEqual(["--from=build /src/dist/image /app"]);
  expect(lastOf("ADD")).toEqual([]);
});

test("whatever is copied from here exists", () => {
  const copied = steps.filter(({ verb, rest }) => verb === "COPY" && !rest.startsWith("--from"));
  for (const { rest } of copied) {
    for (const path of rest.split(" ").slice(0, -1)) expect(existsSync(path), path).toBe(true);
  }
});

test("tini is process 1, and the program's first word is a role", () => {
  expect(lastOf("ENTRYPOINT")).toEqual(['["/usr/bin/tini", "--", "node", "/app/dist/container.mjs"]']);
  const command: string[] = JSON.parse(lastOf("CMD")[0] ?? "[]");
  expect(Object.keys(ROLES)).toContain(command[0]);
  expect(lastOf("RUN").join(" ")).toContain(" tini");
});

test("it says whether it is well, and how it is stopped", () => {
  expect(lastOf("HEALTHCHECK")[0]).toMatch(
    /--timeout=\d+s .*CMD \["node", "\/app\/dist\/container.mjs", "healthy"\]/,
  );
  expect(lastOf("STOPSIGNAL")).toEqual(["SIGTERM"]);
  expect(lastOf("VOLUME")).toEqual([ROLES["all-in-one"].defaults.UPTICK_DATA]);
  expect(lastOf("EXPOSE")).toEqual([ROLES.app.defaults.PORT]);
});

test("nothing in it is a secret, and nothing that is one gets near it", () => {
  for (const { verb, rest } of steps.filter((step) => ["ENV", "ARG", "LABEL"].includes(step.verb))) {
    expect(`${verb} ${rest}`).not.toMatch(/(SECRET|TOKEN|PASSWORD|KEYS?|DATABASE_URL)\s*=/);
  }
  const ignored = readFileSync(".dockerignore", "utf8").split("\n");
  for (const path of [".env", ".git", ".uptick", "node_modules", ".next", "dist"])
    expect(ignored).toContain(path);
});

test("packages of Debian come without recommendations and leave no lists behind", () => {
  const install = lastOf("RUN").find((rest) => rest.includes("apt-get install")) ?? "";
  expect(install).toContain("--no-install-recommends");
  expect(install).toContain("rm -rf /var/lib/apt/lists/*");
  expect(install).toContain("chmod a-s");
});

/** Lines that end with a backslash go on; comments are dropped. */
function readSteps(text: string): { verb: string; rest: string }[] {
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines
    .join("\n")
    .replace(/\s*\\\n\s*/g, " ")
    .split("\n");
  return joined.map((line) => {
    const [, verb = "", rest = ""] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    return { verb, rest };
  });
}
