const PREFIX = "uptick-recent:";
const MOST = 6;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type RecentPlace = { kind: "monitor" | "incident"; id: string; title: string };

export type RecentOwner = { userId: string; workspaceId: string };

/** The monitors and incidents that were looked at last in this browser, the latest first. */
export function readRecent(owner: RecentOwner): RecentPlace[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(owner)) ?? "[]");
    return Array.isArray(stored) && stored.every(isPlace) ? stored : [];
  } catch {
    // Someone has edited it, or the browser keeps no storage: nothing is known then.
    return [];
  }
}

export function addRecent(owner: RecentOwner, place: RecentPlace): void {
  const others = readRecent(owner).filter(({ id }) => id !== place.id);
  window.localStorage.setItem(keyOf(owner), JSON.stringify([place, ...others].slice(0, MOST)));
}

export function forgetRecent(): void {
  for (const key of Object.keys(window.localStorage)) {
    if (key.startsWith(PREFIX)) window.localStorage.removeItem(key);
  }
}

/** By hand: zod would be the largest part of what every page loads. */
function isPlace(stored: unknown): stored is RecentPlace {
  if (typeof stored !== "object" || stored === null) return false;
  const { kind, id, title }: Partial<Record<keyof RecentPlace, unknown>> = stored;
  const isTitle = typeof title === "string" && title.length > 0 && title.length <= 300;
  return (kind === "monitor" || kind === "incident") && typeof id === "string" && ID.test(id) && isTitle;
}

function keyOf({ userId, workspaceId }: RecentOwner): string {
  return `${PREFIX}${userId}:${workspaceId}`;
}
