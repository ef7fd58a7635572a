import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import * as z from "zod";

const Blocks = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));
const Typed = z.record(z.string(), Blocks).default({});
const Parsed = z.strictObject({
  terraform: z
    .array(
      z.looseObject({
        required_providers: z
          .array(z.record(z.string(), z.object({ source: z.string(), version: z.string() })))
          .default([]),
        required_version: z.string().optional(),
      }),
    )
    .default([]),
  provider: z.record(z.string(), z.array(z.unknown())).default({}),
  variable: Blocks.default({}),
  output: Blocks.default({}),
  locals: z.array(z.record(z.string(), z.unknown())).default([]),
  resource: Typed,
  data: Typed,
  module: Blocks.default({}),
});

export type Module = {
  folder: string;
  /** The source of all its files. */
  text: string;
  requiredVersion: string | undefined;
  providers: Record<string, { source: string; version: string }>;
  variables: Record<string, Record<string, unknown>>;
  outputs: Record<string, Record<string, unknown>>;
  locals: Record<string, unknown>;
  /** By address, such as `neon_project.this` or `data.http.authority`. */
  resources: Record<string, Record<string, unknown>>;
  modules: Record<string, Record<string, unknown>>;
};

/** All files of a folder as Terraform reads them, together. */
export async function readModule(folder: string): Promise<Module> {
  const module: Module = {
    folder,
    text: "",
    requiredVersion: undefined,
    providers: {},
    variables: {},
    outputs: {},
    locals: {},
    resources: {},
    modules: {},
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".tf"))) {
    const text = readFileSync(join(folder, file), "utf8");
    const parsed = Parsed.parse(await parse(file, text));
    module.text += text;
    for (const { required_providers, required_version } of parsed.terraform) {
      module.requiredVersion ??= required_version;
      Object.assign(module.providers, ...required_providers);
    }
    Object.assign(module.variables, firstOf(parsed.variable));
    Object.assign(module.outputs, firstOf(parsed.output));
    Object.assign(module.modules, firstOf(parsed.module));
    Object.assign(module.locals, ...parsed.locals);
    Object.assign(module.resources, addressed(parsed.resource, ""), addressed(parsed.data, "data."));
  }
  return module;
}

function firstOf(blocks: z.infer<typeof Blocks>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.entries(blocks).map(([name, [block = {}]]) => [name, block]));
}

function addressed(types: z.infer<typeof Typed>, prefix: string): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(types).flatMap(([type, blocks]) =>
      Object.entries(firstOf(blocks)).map(([name, block]) => [`${prefix}${type}.${name}`, block]),
    ),
  );
}
