import type { QueryClient } from "@tanstack/react-query";

type Path = readonly [router: string, procedure: string];

/** The key under which the browser's tRPC hooks look for the same query. */
export function queryKey(path: Path, input?: object) {
  return [path, { ...(input === undefined ? {} : { input }), type: "query" }] as const;
}

export function infiniteQueryKey(path: Path, input: object) {
  return [path, { input, type: "infinite" }] as const;
}

type Seed = readonly [path: Path, load: () => Promise<unknown>];

/** For Hydrated: each query without input that the screen asks first. */
export function seeds(...queries: readonly Seed[]) {
  return (queryClient: QueryClient) =>
    Promise.all(
      queries.map(([path, queryFn]) => queryClient.prefetchQuery({ queryKey: queryKey(path), queryFn })),
    );
}
