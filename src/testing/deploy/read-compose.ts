import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";

const Texts = z.array(z.string());
const Service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  command: Texts.optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  ports: Texts.optional(),
  volumes: Texts.optional(),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string().startsWith("/") })).optional(),
  networks: Texts.optional(),
  read_only: z.boolean().optional(),
  tmpfs: Texts.optional(),
  shm_size: z.string().optional(),
  cap_drop: Texts.optional(),
  cap_add: Texts.optional(),
  security_opt: Texts.optional(),
  pids_limit: z.int().optional(),
  healthcheck: z
    .strictObject({ test: Texts, interval: z.string(), timeout: z.string(), retries: z.int() })
    .optional(),
  depends_on: z
    .union([
      Texts,
      z.record(
        z.string(),
        z.strictObject({
          condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]),
        }),
      ),
    ])
    .optional(),
  stop_signal: z.string().optional(),
  stop_grace_period: z.string().optional(),
  restart: z.string().optional(),
});
export type ComposeService = z.infer<typeof Service>;

/** What our files use of the Compose specification; a misspelt key is an error, as it is for Compose. */
const ComposeFile = z.strictObject({
  name: z.string().optional(),
  services: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })).optional(),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean() }).nullable()).optional(),
  volumes: z.record(z.string(), z.null()).optional(),
});
export type ComposeFile = z.infer<typeof ComposeFile>;

/** A Compose file with `variables` filled in. Extensions (`x-…`) are gone: they have been merged in. */
export function readCompose(path: string, variables: Record<string, string>): ComposeFile {
  const text = fillIn(readFileSync(path, "utf8"), variables);
  const document: Record<string, unknown> = parse(text, { merge: true });
  const entries = Object.entries(document).filter(([key]) => !key.startsWith("x-"));
  return ComposeFile.parse(Object.fromEntries(entries));
}

/** `${NAME}`, `${NAME:-otherwise}` and `${NAME:?complaint}`, as Compose does it; `$$` is a dollar. */
function fillIn(text: string, variables: Record<string, string>): string {
  return text.replace(
    /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g,
    (whole, name: string, sign: string, rest: string) => {
      if (whole === "$$") return "$";
      const value = variables[name];
      if (value) return value;
      if (sign === "-") return rest;
      throw new Error(`${name} is not set: ${rest ?? "nothing stands in for it"}`);
    },
  );
}
