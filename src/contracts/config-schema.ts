import * as z from "zod";
import { ConfigDocument } from "./config-document.ts";

export type JsonSchema = {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  const?: unknown;
  default?: unknown;
  [keyword: string]: unknown;
};

/** What editors check a document by (JSON Schema 2020-12). What no schema can say is said by `plan`. */
export function configSchema(): JsonSchema {
  // Named by its base: the compiler would hold the whole contract against every overload.
  const contract: z.ZodType = ConfigDocument;
  const schema = z.toJSONSchema(contract, { io: "input", unrepresentable: "any" }) as JsonSchema;
  return { $id: "https://uptick.dev/schema/uptick-config.json", title: "Uptick configuration", ...schema };
}
