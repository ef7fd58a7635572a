/** Never changed, so that requests are equal to themselves. */
export function hookOf(monitorId: string, change: { channelIds?: string[] } = {}) {
  return {
    kind: "deploy" as const,
    name: "Deploys",
    scope: { everything: false, monitorIds: [monitorId], tags: [] },
    channelIds: [],
    severity: "normal" as const,
    secret: null,
    ...change,
  };
}

export function hookChangeOf(id: string, monitorId: string, change: { channelIds?: string[] } = {}) {
  const { kind: _kind, ...fields } = hookOf(monitorId, change);
  return { id, ...fields };
}
