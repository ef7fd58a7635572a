import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import { EnvSchema } from "#env";
import { SECRET_SAMPLES } from "../kubernetes/role-rules.ts";
import { formatTerraform } from "./format-terraform.ts";
import { compareArguments, MODULE_RULES } from "./module-rules.ts";
import { type Module, readModule } from "./read-module.ts";

const ROOT = "deploy/terraform";
const FILES = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tf"));
/** As Terraform writes that a text goes on with a value. */
const REFERENCE = ["$", "{random_password.a.result}"].join("");
const FOLDERS = [...new Set(FILES.map((file) => join(ROOT, file, "..")))];

describe.each(FOLDERS)("%s", (folder) => {
  let module: Module;
  beforeAll(async () => {
    module = await readModule(folder);
  });

  test.each(Object.entries(MODULE_RULES))("%s", (_, findProblems) => {
    expect(findProblems(module)).toEqual([]);
  });

  test("modules are called with what they ask for", async () => {
    for (const call of Object.values(module.modules)) {
      const called = await readModule(join(folder, String(call.source)));
      expect(compareArguments(call, called)).toEqual([]);
    }
  });
});

describe("the format", () => {
  test.each(FILES)("%s is as terraform fmt leaves it", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    expect(formatTerraform(text)).toBe(text);
  });

  // Where Terraform is, it says whether it is understood here.
  test.skipIf(spawnSync("terraform", ["version"]).status !== 0)("terraform fmt agrees", () => {
    const { stdout, status } = spawnSync("terraform", ["fmt", "-check", "-recursive", ROOT], {
      encoding: "utf8",
    });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  test.each([
    ["indents", 'a "b" {\nname = 1\n}\n', 'a "b" {\n  name = 1\n}\n'],
    ["aligns what follows one another", "a = 1\nlonger = 2\n\nb = 3\n", "a      = 1\nlonger = 2\n\nb = 3\n"],
    [
      "leaves what is of several lines to itself",
      "longer = {\na = 1\n}\nb    = 1\n",
      "longer = {\n  a = 1\n}\nb = 1\n",
    ],
    [
      "does not read brackets in texts and comments",
      `a = "{" # {\nbb = "${REFERENCE}"\n`,
      `a  = "{" # {\nbb = "${REFERENCE}"\n`,
    ],
    ["leaves comparisons alone", "b {\ncondition = a == 1\n}\n", "b {\n  condition = a == 1\n}\n"],
  ])("%s", (_, text, formatted) => {
    expect(formatTerraform(text)).toBe(formatted);
  });
});

describe("the rules", () => {
  const empty: Module = {
    folder: ROOT,
    text: "",
    requiredVersion: ">= 1.9",
    providers: {},
    variables: {},
    outputs: {},
    locals: {},
    resources: {},
    modules: {},
  };
  test.each<[rule: keyof typeof MODULE_RULES, why: string, module: Partial<Module>]>([
    [
      "everything declared is used, and everything used is there",
      "an unused variable",
      { variables: { name: {} } },
    ],
    [
      "everything declared is used, and everything used is there",
      "an unknown variable",
      { text: "a = var.name" },
    ],
    [
      "everything declared is used, and everything used is there",
      "an unknown resource",
      { text: "a = aws_vpc.this.id" },
    ],
    [
      "variables have a type, a description, and are hidden where they are secret",
      "a shown token",
      { variables: { probe_tokens: { type: "string", description: "…" } } },
    ],
    [
      "outputs are described, and hidden where they are secret",
      "a shown password",
      { outputs: { a: { description: "…", value: REFERENCE } } },
    ],
    [
      "no secret is written down",
      "a password",
      { resources: { "aws_db_instance.this": { password: "hunter2" } } },
    ],
    ["no secret is written down", "a token within", { locals: { env: { CRON_SECRET: "hunter2" } } }],
    [
      "providers are named with a range of versions",
      "no range",
      {
        resources: { "aws_vpc.this": {} },
        providers: { aws: { source: "hashicorp/aws", version: "~> 6.0" } },
      },
    ],
    ["providers are named with a range of versions", "no provider", { resources: { "aws_vpc.this": {} } }],
    ["modules that are called are there", "another folder", { modules: { a: { source: "../nowhere" } } }],
  ])("%s: not with %s", (rule, _, broken) => {
    expect(MODULE_RULES[rule]({ ...empty, ...broken })).not.toEqual([]);
  });

  test("a call says what is asked for, and nothing else", () => {
    const asked: Module = { ...empty, variables: { needed: {}, optional: { default: 1 } } };
    expect(compareArguments({ source: "x", needed: 1 }, asked)).toEqual([]);
    expect(compareArguments({ source: "x", other: 1 }, asked)).toEqual([
      "x does not know other",
      "x needs needed",
    ]);
  });
});

describe("what the modules set up", () => {
  test("Vercel is given variables that the app reads, and all that it needs", async () => {
    const { locals, resources } = await readModule(join(ROOT, "modules/vercel"));
    const given = Object.keys(locals.own_environment ?? {});
    const { shape } = EnvSchema;
    expect(given.filter((name) => !(name in shape))).toEqual([]);
    const needed = Object.entries(shape).filter(([, schema]) => !schema.safeParse(undefined).success);
    expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(String(resources["vercel_project.this"]?.build_command).replace("npm run ", "") in scripts).toBe(
      true,
    );
  });

  test("Kubernetes is given the Secret that the chart asks for", async () => {
    const { resources } = await readModule(join(ROOT, "modules/kubernetes"));
    const given = Object.keys(resources["kubernetes_secret_v1.app"]?.data ?? {}).sort();
    const { UPTICK_PROBE_TOKEN, UPTICK_REGION_TOKENS, ...asked } = SECRET_SAMPLES;
    expect(given).toEqual(Object.keys(asked).sort());
  });

  test("the chart takes the values that it is given", async () => {
    const { locals } = await readModule(join(ROOT, "modules/kubernetes"));
    const schema = JSON.parse(readFileSync("deploy/helm/uptick/values.schema.json", "utf8"));
    const values = locals.chart_values as Record<string, object>;
    // What a loop makes is no value yet.
    const regions = { eu: { tokenSecret: { name: "uptick-probes", key: "eu" } } };
    const sample = JSON.parse(
      JSON.stringify({ ...values, url: "https://uptick.example.com", probes: { regions } }).replaceAll(
        /\$\{[^}]*\}/g,
        "sample",
      ),
    );
    const isValid = new Ajv({ strict: false }).compile(optional(schema));
    expect(isValid(sample) ? [] : isValid.errors).toEqual([]);
    expect(String((values.probes as { regions?: unknown }).regions)).toContain("tokenSecret = { name =");
    expect(isValid({ ...sample, caBundle: { map: "a", key: "b" } })).toBe(false);
  });
});

/** The schema of a part of the values: nothing has to be there, and nothing else may be. */
function optional(schema: unknown): object {
  return JSON.parse(
    JSON.stringify(schema, (name, value) =>
      name === "required" && Array.isArray(value) ? undefined : value,
    ),
  );
}
