import type { OpenApiDocument } from "#server/rest/openapi-document.ts";
import type { Random } from "../simulation/random.ts";
import { generateValue, type Schema } from "./generate-value.ts";
import { HOSTILE, HOSTILE_BODIES, HOSTILE_PATHS } from "./hostile-values.ts";

/** By the collection that they are found in, such as `monitors`. */
export type IdsOfKinds = Record<string, string[]>;
export type FuzzKeys = { full: string; reading: string; dead: string; cookie: string };
export type FuzzWorld = {
  document: OpenApiDocument;
  random: Random;
  keys: FuzzKeys;
  /** Of the key's own workspace, by what they are of; grows with what is made. */
  own: IdsOfKinds;
  foreign: IdsOfKinds;
};
export type FuzzRequest = {
  method: string;
  /** Behind /api/v1, with the query. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** Of the document; null where the address is nobody's. */
  template: string | null;
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const NOBODYS = ["01900000-0000-7000-8000-000000000000", "not-a-uuid", "%20", "0", "😀"];

/** Valid, nearly valid or hostile, by turns. */
export function makeRequest(world: FuzzWorld): FuzzRequest {
  const { random, document } = world;
  const headers = headersOf(world);
  if (random.chance(0.02)) {
    const path = `${random.pick(HOSTILE_PATHS)}${random.chance(0.3) ? "?a=1&a=2" : ""}`;
    return { method: random.pick(METHODS), path, headers, body: null, template: null };
  }
  const template = random.pick(Object.keys(document.paths));
  const operations = document.paths[template] ?? {};
  const real = random.pick(Object.keys(operations));
  const operation = operations[real];
  const method = random.chance(0.97) ? real.toUpperCase() : random.pick(METHODS);
  const path = `${fillPath(world, template)}${queryOf(world, (operation?.parameters ?? []) as Parameter[])}`;
  const body = bodyOf(world, operation?.requestBody as Body | undefined, headers);
  const hasBody = !["GET", "HEAD", "OPTIONS"].includes(method);
  return { method, path, headers, body: hasBody ? body : null, template };
}

type Parameter = { in: string; name: string; schema: Schema; required?: boolean };
type Body = { content: { "application/json": { schema: Schema } } };

/** Of the kind that a name tells, mostly; `monitorIds` are of monitors. */
function idFor({ random, own, foreign }: FuzzWorld, kind: string): string {
  const turn = random.next();
  const ids = turn < 0.85 ? own : foreign;
  const fitting = ids[kind] ?? [];
  if (turn > 0.97) return random.pick(NOBODYS);
  if (fitting.length > 0 && random.chance(0.93)) return random.pick(fitting);
  return random.pick(Object.values(ids).flat());
}

const KIND_OF_NAME: Record<string, string> = {
  monitorId: "monitors",
  monitorIds: "monitors",
  parentIds: "monitors",
  channelId: "channels",
  channelIds: "channels",
  fallbackChannelId: "channels",
  scheduleIds: "on-call",
  escalationPolicyId: "escalation-policies",
  incidentId: "incidents",
  objectiveId: "objectives",
  components: "components",
};

function idOfProperty(world: FuzzWorld, path: readonly string[]): string {
  const name = path.findLast((part) => Object.hasOwn(KIND_OF_NAME, part));
  return idFor(world, name === undefined ? "" : (KIND_OF_NAME[name] ?? ""));
}

function fillPath(world: FuzzWorld, template: string): string {
  const { random } = world;
  const collection = template.split("/")[1] ?? "";
  const kind = template.endsWith("/heartbeat") ? "heartbeats" : collection;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "name") return random.pick(["TOKEN", "OTHER", "lower", "%00", "A".repeat(80)]);
    return idFor(world, kind);
  });
}

function queryOf(world: FuzzWorld, parameters: Parameter[]): string {
  const { random } = world;
  const query = new URLSearchParams();
  const asked = parameters.filter(
    ({ in: place, required }) => place === "query" && (required || random.chance(0.35)),
  );
  for (const { name, schema } of asked) {
    const value = generateParameter(world, { name, schema });
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, textOf(one));
    if (random.chance(0.03)) query.append(name, "again");
  }
  if (random.chance(0.03)) query.append(random.pick(["colour", "__proto__", "constructor", "id", ""]), "1");
  const text = query.toString();
  return text === "" ? "" : `?${text.slice(0, 8_000)}`;
}

function generateParameter(world: FuzzWorld, { name, schema }: { name: string; schema: Schema }): unknown {
  const { random, document } = world;
  if (!random.chance(0.75)) return random.pick(HOSTILE);
  const id = (path: readonly string[]) => idOfProperty(world, path);
  return generateValue({ random, schemas: document.components.schemas, id }, schema, [name]);
}

function textOf(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.slice(0, 3_000);
}

function bodyOf(world: FuzzWorld, body: Body | undefined, headers: Record<string, string>): string | null {
  const { random, document } = world;
  if (random.chance(0.95)) headers["content-type"] ??= "application/json";
  if (random.chance(0.03)) return random.pick(HOSTILE_BODIES);
  if (!body) return random.chance(0.9) ? null : "{}";
  const { schemas } = document.components;
  const id = (path: readonly string[]) => idOfProperty(world, path);
  const { schema } = body.content["application/json"];
  // A copy: what is spoilt is not the document's.
  const value = structuredClone(generateValue({ random, schemas, id }, schema, []));
  const spoilt = random.chance(0.45) ? random.between(1, 2) : 0;
  for (let turn = 0; turn < spoilt; turn += 1) spoil(random, value);
  return JSON.stringify(value);
}

/** Changes one place of a value, however deep. */
function spoil(random: Random, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as Record<string, unknown>;
  const keys = Object.keys(holder);
  if (keys.length === 0 || random.chance(0.1)) {
    holder[random.pick(["colour", "__proto__x", "id", "constructor", "toString"])] = structuredClone(
      random.pick(HOSTILE),
    );
    return;
  }
  const key = random.pick(keys);
  if (random.chance(0.5) && typeof holder[key] === "object") spoil(random, holder[key]);
  else if (random.chance(0.25)) delete holder[key];
  else holder[key] = structuredClone(random.pick(HOSTILE));
}

function headersOf({ random, keys }: FuzzWorld): Record<string, string> {
  const headers: Record<string, string> = {};
  const turn = random.next();
  if (turn < 0.93) headers.authorization = `Bearer ${keys.full}`;
  else if (turn < 0.96) headers.authorization = `Bearer ${keys.reading}`;
  else if (turn < 0.97) headers.authorization = `Bearer ${keys.dead}`;
  else if (turn < 0.98) headers.authorization = random.pick(["Bearer x", "Basic YTpi", "", "uptick_"]);
  else if (turn < 0.99) headers.cookie = keys.cookie;
  if (random.chance(0.1)) {
    headers["idempotency-key"] = random.pick([
      "a",
      "b",
      "c",
      `k${random.between(0, 49)}`,
      "x".repeat(300),
      "é",
    ]);
  }
  if (random.chance(0.05)) headers["if-match"] = random.pick(["*", '"x"', "", 'W/"1"']);
  if (random.chance(0.03)) headers.accept = random.pick(["text/html", "*/*", "application/json;q=0", ",,,"]);
  if (random.chance(0.03)) {
    headers["content-type"] = random.pick([
      "text/plain",
      "application/json; charset=latin1",
      "",
      "multipart/form-data",
    ]);
  }
  return headers;
}
