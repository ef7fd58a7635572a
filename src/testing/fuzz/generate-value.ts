import type { Random } from "../simulation/random.ts";

export type Schema = { [key: string]: unknown };
type World = {
  random: Random;
  schemas: Record<string, Schema> /** An id for what stands there. */;
  id: (path: readonly string[]) => string;
};

/** The names on the way to it. */
type Place = readonly string[];

const DEEPEST = 8;

/** A value that the schema allows, as far as a schema can say; names tell what the rest should look like. */
export function generateValue(world: World, schema: Schema, at: Place): unknown {
  const { random, schemas } = world;
  if (typeof schema.$ref === "string") {
    return generateValue(world, schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, at);
  }
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return random.pick(schema.enum);
  if ("default" in schema && random.chance(0.3)) return schema.default;
  const options = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  if (options) return generateValue(world, random.pick(options), at);
  if (Array.isArray(schema.allOf)) return generateValue(world, schema.allOf[0] as Schema, at);
  return generateOfType(world, schema, at);
}

function generateOfType(world: World, schema: Schema, at: Place): unknown {
  const { random } = world;
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
  switch (type) {
    case "object":
      return generateObject(world, schema, at);
    case "array":
      return generateList(world, schema, at);
    case "integer":
    case "number":
      return numberOf(random, schema, type === "integer");
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    default:
      return generateText(world, schema, at);
  }
}

function generateList(world: World, schema: Schema, at: Place): unknown[] {
  const [least, most] = [Number(schema.minItems ?? 0), Number(schema.maxItems ?? 3)];
  const length = at.length > DEEPEST ? least : Math.min(most, least + world.random.between(0, 2));
  const items = (schema.items ?? {}) as Schema;
  return Array.from({ length }, () => generateValue(world, items, at));
}

function generateObject(world: World, schema: Schema, at: Place) {
  const { random } = world;
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = new Set((schema.required ?? []) as string[]);
  const made: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(properties)) {
    if (!required.has(key) && (at.length > DEEPEST || !random.chance(0.4))) continue;
    made[key] = generateValue(world, property, [...at, key]);
  }
  if (Object.keys(properties).length === 0 && typeof schema.additionalProperties === "object") {
    made.url = "https://hooks.example/ops";
    if (random.chance(0.2)) made[at.at(-1) ?? ""] = generateText(world, {}, []);
  }
  return made;
}

function numberOf(random: Random, schema: Schema, isInteger: boolean): number {
  const least = Number(schema.minimum ?? 0);
  const most = Math.min(Number(schema.maximum ?? least + 100), least + 1_000_000);
  if (random.chance(0.2)) return random.pick([least, most]);
  const value = least + random.next() * (most - least);
  return isInteger ? Math.round(value) : Math.round(value * 1000) / 1000;
}

/** By the name of a property. */
const TEXTS: Record<string, readonly string[]> = {
  url: ["https://example.com/health", "http://10.0.0.1/", "https://hooks.example/ops"],
  tokenUrl: ["https://example.com/token"],
  host: ["db.example.com", "192.0.2.1"],
  domain: ["example.com"],
  regions: ["aa-1"],
  region: ["aa-1", "bb-1"],
  tags: ["shop", "a:b"],
  tag: ["shop", "secret"],
  zone: ["Europe/Berlin", "UTC", "Mars/Base"],
  rule: ["FREQ=WEEKLY;BYDAY=SU", "FREQ=DAILY", "FREQ=SECONDLY", "nonsense"],
  startsLocal: ["2026-03-08T02:30", "2026-12-01T10:00", "2026-13-45T99:99"],
  expression: ["*/5 * * * *", "0 3 * * *", "nonsense"],
  month: ["2026-10", "2026-11", "2099-01"],
  token: ["{{secret.TOKEN}}"],
  password: ["{{secret.TOKEN}}"],
  clientSecret: ["{{secret.TOKEN}}"],
  key: ["{{secret.TOKEN}}"],
  address: ["ops@example.com", "https://hooks.example/s"],
  from: ["22:00", "2026-11-01T00:00:00Z"],
  to: ["06:00", "2026-11-20T00:00:00Z"],
};

function generateText({ random, id }: World, schema: Schema, at: Place): string {
  const name = at.at(-1) ?? "";
  if (schema.format === "uuid") return id(at);
  if (schema.format === "date-time") {
    return new Date(Date.UTC(2026, 10, 22) + (random.next() - 0.5) * 60 * 86_400_000).toISOString();
  }
  if (schema.format === "date") return "2026-11-02";
  const known = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
  if (known && random.chance(0.9)) return random.pick(known);
  if (name === "name" && String(schema.pattern ?? "").includes("[A-Z]"))
    return random.pick(["TOKEN", "OTHER"]);
  if (String(schema.pattern ?? "").includes(":[0-5]")) return "09:00";
  const words = ["Shop", "Zahlung läuft", "जाँच", "日本", "a", "Refunds fail again"];
  return Array.from({ length: 1 + random.between(0, 2) }, () => random.pick(words)).join(" ");
}
