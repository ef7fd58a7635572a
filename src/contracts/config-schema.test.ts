import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configSchema } from "./config-schema.ts";

const FILE = "public/schema/uptick-config.json";

test("the schema that editors are served is made of the contract (UPDATE_SCHEMA=1 writes it)", () => {
  const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA === "1") writeFileSync(FILE, text);
  expect(readFileSync(FILE, "utf8")).toBe(text);
});
