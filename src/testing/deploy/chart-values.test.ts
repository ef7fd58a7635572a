import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { RegionCode } from "#contracts/region.ts";

const CHART = "deploy/helm/uptick";
type Values = { [name: string]: unknown };

const read = (file: string) => readFileSync(join(CHART, file), "utf8");
const defaults = parse(read("values.yaml")) as Values;
const isValid = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
}).compile(JSON.parse(read("values.schema.json")));

/** Helm checks what is given together with the defaults. */
function refusalsOf(text: string): string[] {
  return isValid(merge(defaults, (parse(text) ?? {}) as Values))
    ? []
    : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function merge(one: Values, other: Values): Values {
  const merged = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const old = merged[name];
    merged[name] = isMap(old) && isMap(value) ? merge(old, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("values of the Helm chart", () => {
  test.each(["values.yaml", ...readdirSync(join(CHART, "ci")).map((file) => `ci/${file}`)])(
    "%s is taken",
    (file) => {
      expect(refusalsOf(read(file))).toEqual([]);
    },
  );

  test.each([
    ["a name that nobody knows", "replicas: 3"],
    ["a tag that says nothing", "image: { tag: latest }"],
    ["an address with a path", "url: https://example.com/uptick"],
    ["a secret in plain text", "env: { NEXTAUTH_SECRET: abc }"],
    ["a database's password in plain text", 'env: { DATABASE_URL: "postgres://u:p@h/d" }'],
    ["a number where a variable is a text", "env: { UPTICK_TICK_DAYS: 90 }"],
    ["resources without a limit", "app: { resources: { limits: null } }"],
    ["no app at all", "app: { replicas: 0 }"],
    ["a way to scale that is none", "probes: { autoscaling: { kind: keda } }"],
    ["lag without a Redis to ask", "probes: { autoscaling: { kind: lag } }"],
    ["a region's code that is none", "probes: { regions: { EU_1: { tokenSecret: { name: a, key: b } } } }"],
    ["a region without a token", "probes: { regions: { eu: {} } }"],
    ["only probes, and no address of the app", "app: { enabled: false }"],
    ["a metadata address", 'networkPolicy: { probes: { allow: ["169.254.169.254/32"] } }'],
    ["everything", 'networkPolicy: { app: { allow: ["0.0.0.0/0"] } }'],
    ["no name server", "networkPolicy: { dns: [] }"],
    ["a cron schedule of seconds", 'cron: { routes: { sweep: "*/15 * * * * *" } }'],
    ["an ingress that is none", "ingress: { kind: nginx }"],
  ])("%s is refused", (_, text) => {
    expect(refusalsOf(text)).not.toEqual([]);
  });

  test("a region's code is one for the product, too", () => {
    const schema = JSON.parse(read("values.schema.json"));
    const pattern = new RegExp(schema.properties.probes.properties.regions.propertyNames.pattern);
    const codes = ["eu", "us-east-1", "a", "x".repeat(31), "x".repeat(32), "1a", "Eu", "eu-", "eu_1", ""];
    const taken = codes.filter((code) => pattern.test(code));
    expect(taken).toEqual(["eu", "us-east-1", "a", "x".repeat(31)]);
    expect(taken.every((code) => RegionCode.safeParse(code).success)).toBe(true);
  });

  test("every value is described", () => {
    const readme = read("README.md");
    expect(listPaths(defaults).filter((path) => !readme.includes(`\`${path}\``))).toEqual([]);
  });
});

/** Groups of two levels, as the README lists them. */
function listPaths(values: Values): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    isMap(value) && !["env", "podAnnotations", "nodeSelector"].includes(name)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}
