import { ImportProblem } from "./import-problem.ts";

export type Fields = Record<string, unknown>;

/** Most nodes and levels of a foreign document; what is larger is no list of monitors. */
const MOST_NODES = 1_000_000;
const MOST_LEVELS = 64;

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportProblem(`This is not JSON, and ${what} is.`, { cause: error });
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** "" where there is none. Numbers are written out. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== "") : [];
}

/** Null where it is none. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === "1" || value === "true";
}

/** Throws for what refers to itself, is nested too deeply or grows by references to the same parts. */
export function requireBounded(root: unknown): void {
  let nodes = 0;
  const path = new Set<object>();
  visit(root);

  function visit(value: unknown): void {
    nodes += 1;
    if (nodes > MOST_NODES) throw new ImportProblem("This document is too large to be a list of monitors.");
    if (typeof value !== "object" || value === null) return;
    if (path.has(value)) throw new ImportProblem("A part of this document contains itself.");
    if (path.size >= MOST_LEVELS) throw new ImportProblem("This document is nested too deeply.");
    path.add(value);
    for (const part of Object.values(value)) visit(part);
    path.delete(value);
  }
}
