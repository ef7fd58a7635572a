declare module "sql.js/dist/sql-wasm-inline.js" {
  import type { SqlJsStatic } from "sql.js";

  const initSqlJs: () => Promise<SqlJsStatic>;
  // biome-ignore lint/style/noDefaultExport: the package's own form
  export default initSqlJs;
}
