// Prisma's schema engine as WebAssembly: writes and applies migrations without downloading a binary.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);

// Whoever waits for a table makes all others wait behind it. In the script, because poolers refuse it as a parameter of the
// connection; its statements are one transaction, and so are these. What is made concurrently stands alone and holds up nobody.
const PATIENCE = "SET LOCAL lock_timeout = '3s';\n";

/** Prisma's adapter cuts scripts at every semicolon, also in function bodies and comments; Postgres does not. */
class WholeScriptPg extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      const patient = /\bCONCURRENTLY\b/i.test(script) ? script : `${PATIENCE}${script}`;
      await adapter.client.query(patient).catch((error) => adapter.onError(error));
    };
    return adapter;
  }
}

/** Opens the engine on a database; `datamodels` are `[[path, text]]` of the Prisma schema. */
export async function openSchemaEngine(connectionString, datamodels) {
  loading ??= loadEngine();
  const { SchemaEngine } = await loading;
  // `schema` is Prisma's own parameter of an address: where the engine looks for its ledger.
  const schema = new URL(connectionString).searchParams.get("schema") ?? undefined;
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg({ connectionString }, { schema }));
  return SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

// Its bindings are one module: given a second instance, they answer for ever to nobody.
let loading;

async function loadEngine() {
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
  return bindings;
}
