import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Module } from "./read-module.ts";

/** What is wrong with a module, as sentences. */
type ModuleRule = (module: Module) => string[];

const SECRET = /(password|secret|token|api_key)$/;
/** Providers whose resources are named otherwise than they are. */
const OWNER = (address: string) => address.replace(/^data\./, "").split(/[_.]/)[0] ?? "";

const declaredAndUsed: ModuleRule = ({ text, variables, locals, resources, modules }) => {
  const code = text.replaceAll(/^\s*#.*$/gm, "");
  const used = (pattern: RegExp) => new Set([...code.matchAll(pattern)].map(([, name = ""]) => name));
  const vars = used(/\bvar\.([a-z_]+)/g);
  const known = used(/\blocal\.([a-z_]+)/g);
  const pointed = used(/(?<![\w."/-])((?:data\.)?[a-z0-9]+_[a-z0-9_]+\.[a-z_]+)(?=[.[])/g);
  const called = used(/\bmodule\.([a-z_]+)/g);
  return [
    ...differences("variable", Object.keys(variables), vars),
    ...differences("local", Object.keys(locals), known),
    ...[...pointed].filter((address) => !(address in resources)).map((address) => `${address} is not there`),
    ...[...called].filter((name) => !(name in modules)).map((name) => `module.${name} is not there`),
  ];
};

function differences(what: string, declared: string[], used: ReadonlySet<string>): string[] {
  return [
    ...declared.filter((name) => !used.has(name)).map((name) => `${what} ${name} is not used`),
    ...[...used].filter((name) => !declared.includes(name)).map((name) => `${what} ${name} is not declared`),
  ];
}

const describedVariables: ModuleRule = ({ variables }) =>
  Object.entries(variables).flatMap(([name, { type, description, sensitive }]) => [
    ...(type === undefined ? [`variable ${name} has no type`] : []),
    ...(description === undefined ? [`variable ${name} has no description`] : []),
    ...(/(_tokens?|_key|password|secret)$/.test(name) && sensitive !== true
      ? [`variable ${name} is shown in plans`]
      : []),
  ]);

/** What is secret by its resource, or comes out of a module as such. */
const SECRET_ATTRIBUTE =
  /random_password\.|random_bytes\.|connection_uri|rest_token|auth_token|\.(setup_token|database_url)\b/;

const guardedOutputs: ModuleRule = ({ outputs }) =>
  Object.entries(outputs).flatMap(([name, { description, value, sensitive }]) => [
    ...(description === undefined ? [`output ${name} has no description`] : []),
    ...(SECRET_ATTRIBUTE.test(String(value)) && sensitive !== true ? [`output ${name} is shown`] : []),
  ]);

const noLiteralSecrets: ModuleRule = ({ resources, locals }) =>
  Object.entries({ ...resources, locals }).flatMap(([address, block]) =>
    leavesOf(block)
      .filter(
        ([path, value]) =>
          SECRET.test(path.toLowerCase()) && typeof value === "string" && !value.includes("${"),
      )
      .map(([path]) => `${address}: ${path} is written down`),
  );

function leavesOf(value: unknown, path = ""): [path: string, value: unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, Array.isArray(value) ? path : name),
  );
}

const namedProviders: ModuleRule = ({ providers, resources, requiredVersion, modules }) => {
  const used = new Set(Object.keys(resources).map(OWNER));
  const passed = Object.keys(modules).length > 0;
  return [
    ...(requiredVersion === undefined ? ["says no version of Terraform"] : []),
    ...[...used].filter((name) => !(name in providers)).map((name) => `provider ${name} is not required`),
    ...Object.keys(providers)
      .filter((name) => !used.has(name) && !passed)
      .map((name) => `provider ${name} is not used`),
    ...Object.entries(providers)
      .filter(([, { version }]) => !/^>= \d.*< \d/.test(version))
      .map(([name]) => `provider ${name} has no range of versions`),
  ];
};

/** Where modules are called: their folder is there. Who reads them too compares the arguments. */
const knownSources: ModuleRule = ({ folder, modules }) =>
  Object.entries(modules)
    .filter(([, { source }]) => !existsSync(join(folder, String(source))))
    .map(([name]) => `module ${name} is not there`);

export const MODULE_RULES = {
  "everything declared is used, and everything used is there": declaredAndUsed,
  "variables have a type, a description, and are hidden where they are secret": describedVariables,
  "outputs are described, and hidden where they are secret": guardedOutputs,
  "no secret is written down": noLiteralSecrets,
  "providers are named with a range of versions": namedProviders,
  "modules that are called are there": knownSources,
} satisfies Record<string, ModuleRule>;

/** What a call of a module says, held against what the module asks for. */
export function compareArguments(call: Record<string, unknown>, { variables }: Module): string[] {
  const { source, ...given } = call;
  return [
    ...Object.keys(given)
      .filter((name) => !(name in variables))
      .map((name) => `${source} does not know ${name}`),
    ...Object.entries(variables)
      .filter(([name, variable]) => !("default" in variable) && !(name in given))
      .map(([name]) => `${source} needs ${name}`),
  ];
}
