type Path = readonly [router: string, procedure: string];

/** The key under which the browser's tRPC hooks look for the same query. */
export function queryKey(path: Path, input?: object) {
  return [path, { ...(input === undefined ? {} : { input }), type: "query" }] as const;
}

export function infiniteQueryKey(path: Path, input: object) {
  return [path, { input, type: "infinite" }] as const;
}
