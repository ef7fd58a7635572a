// Loaded before dependency-cruiser, which parses with swc because TypeScript 7 has no interface for tools, but never
// tells swc about JSX and takes `import type` for a value. The latter becomes a type that it does recognise.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const swc = createRequire(import.meta.url)("@swc/core");
const typeImport = /^(?:import|export) type [^;"']*? from (["'][^"']+["']);?/gm;

swc.parseFileSync = (path, options) => {
  let count = 0;
  const text = readFileSync(path, "utf8").replace(typeImport, (_, source) => {
    count += 1;
    return `declare let typeImport${count}: import(${source});`;
  });
  return swc.parseSync(text, { ...options, tsx: path.endsWith(".tsx") });
};
