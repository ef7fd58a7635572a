/** As much of zod's own description of a schema as the walk needs. */
type Definition = {
  type: string;
  shape?: Record<string, Schema>;
  catchall?: Schema;
  element?: Schema;
  options?: Schema[];
  innerType?: Schema;
  in?: Schema;
  left?: Schema;
  right?: Schema;
  format?: string;
};
type Schema = { _zod: { def: Definition } };
/** `loose`: an object that lets unknown keys through. */
type Field = { kind: "id" | "loose"; path: string };

/** Ids and open objects in an input, wherever they are in it. */
function listFields(schema: unknown, path = ""): Field[] {
  const { def } = (schema as Schema)._zod;
  if (def.type === "string") return def.format === "uuid" ? [{ kind: "id", path }] : [];
  const under = (part: Schema | undefined, name = path) => (part === undefined ? [] : listFields(part, name));
  const isLoose = def.type === "object" && def.catchall?._zod.def.type !== "never";
  return [
    ...(isLoose ? [{ kind: "loose" as const, path }] : []),
    ...Object.entries(def.shape ?? {}).flatMap(([key, part]) =>
      under(part, path === "" ? key : `${path}.${key}`),
    ),
    ...(def.options ?? []).flatMap((option) => under(option)),
    ...under(def.element, `${path}[]`),
    ...[def.innerType, def.in, def.left, def.right].flatMap((part) => under(part)),
  ];
}

type Procedures = Record<string, { _def: { type: string; inputs: unknown[] } }>;

/** What each procedure can be given; tRPC keeps its schemas where only it looks. */
export function listInputs(procedures: unknown): { name: string; type: string; fields: Field[] }[] {
  return Object.entries(procedures as Procedures).map(([name, { _def: definition }]) => ({
    name,
    type: definition.type,
    fields: definition.inputs.flatMap((input) => listFields(input)),
  }));
}
