// Prisma's schema engine as WebAssembly: writes and applies migrations without downloading a binary.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const require = createRequire(import.meta.url);

/** Prisma's adapter cuts scripts at every semicolon, also in function bodies and comments; Postgres does not. */
class WholeScriptPg extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.client.query(script).catch((error) => adapter.onError(error));
    };
    return adapter;
  }
}

/** By a statement, not by a parameter of the connection, which poolers refuse. */
function openPool(connectionString) {
  const pool = new pg.Pool({ connectionString });
  pool.on("connect", (client) => void client.query("SET lock_timeout = '3s'"));
  return pool;
}

/** Opens the engine on a database; `datamodels` are `[[path, text]]` of the Prisma schema. */
export async function openSchemaEngine(connectionString, datamodels) {
  const entry = require.resolve("@prisma/schema-engine-wasm");
  const bindings = await import(
    pathToFileURL(entry.replace(/schema_engine\.js$/, "schema_engine_bg.js")).href
  );
  const wasmPath = entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(openPool(connectionString)));
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}
