import type { ConfigFieldChange } from "#contracts/config-plan.ts";

/** What has to change for `before` to be `after`: objects field by field, lists as a whole. */
export function diffFields(before: unknown, after: unknown, path = ""): ConfigFieldChange[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      diffFields(before[name], after[name], path === "" ? name : `${path}.${name}`),
    );
  }
  if (writeCanonical(before) === writeCanonical(after)) return [];
  return [
    {
      path,
      ...(before !== undefined && { from: before }),
      ...(after !== undefined && { to: after }),
    },
  ];
}

/** Whether one of the changes is at a path, below it or above it. */
export function touchesOf(
  changes: readonly Pick<ConfigFieldChange, "path">[],
): (...paths: string[]) => boolean {
  return (...paths) =>
    paths.some((path) =>
      changes.some(
        (change) =>
          change.path === path || change.path.startsWith(`${path}.`) || path.startsWith(`${change.path}.`),
      ),
    );
}

/** JSON with sorted names: the same text for the same value. */
export function writeCanonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isObject(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : inner,
    ) ?? "undefined"
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
