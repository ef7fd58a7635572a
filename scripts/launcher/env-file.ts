import { existsSync, readFileSync } from "node:fs";

export type EnvSource = Record<string, string | undefined>;

/** `NAME=value` lines; quotes are taken off, `#` starts a comment, `export` is allowed. */
export function parseEnvFile(text: string): Record<string, string> {
  const entries = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
    return match?.[1] === undefined ? [] : [[match[1], parseValue(match[2] ?? "")]];
  });
  return Object.fromEntries(entries);
}

/** The real environment wins over the file; an empty string counts as unset. */
export function mergeEnv(real: EnvSource, file: EnvSource): EnvSource {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== "";
  return {
    ...Object.fromEntries(Object.entries(file).filter(isSet)),
    ...Object.fromEntries(Object.entries(real).filter(isSet)),
  };
}

export function readEnvFile(path: string): Record<string, string> {
  return existsSync(path) ? parseEnvFile(readFileSync(path, "utf8")) : {};
}

function parseValue(raw: string): string {
  const text = raw.trim();
  const quoted = /^(["'])(.*?)\1(?:\s+#.*)?$/.exec(text);
  if (quoted) return quoted[1] === '"' ? (quoted[2] ?? "").replaceAll("\\n", "\n") : (quoted[2] ?? "");
  return text.replace(/(^|\s)#.*$/, "").trim();
}
