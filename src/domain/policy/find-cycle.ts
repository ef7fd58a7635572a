/** `monitorId` depends on `parentId`. */
export type DependencyEdge = { monitorId: number; parentId: number };

/**
 * The circle that these parents would close, from the monitor back to itself; null: none. `edges` are the dependencies of
 * everything that can be reached from the parents.
 */
export function findCycle(
  edges: readonly DependencyEdge[],
  wish: { monitorId: number; parentIds: readonly number[] },
): number[] | null {
  const { monitorId } = wish;
  const seen = new Set<number>();
  const open = wish.parentIds.map((parentId) => [monitorId, parentId]);
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const last = path.at(-1);
    if (last === monitorId) return path;
    if (last === undefined || seen.has(last)) continue;
    seen.add(last);
    for (const edge of edges) if (edge.monitorId === last) open.push([...path, edge.parentId]);
  }
  return null;
}
