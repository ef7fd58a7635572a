import * as z from "zod";

const PREFIX = "uptick-recent:";
const MOST = 6;

const RecentPlace = z.object({
  kind: z.enum(["monitor", "incident"]),
  id: z.uuid(),
  title: z.string().min(1).max(300),
});
export type RecentPlace = z.infer<typeof RecentPlace>;

export type RecentOwner = { userId: string; workspaceId: string };

/** The monitors and incidents that were looked at last in this browser, the latest first. */
export function readRecent(owner: RecentOwner): RecentPlace[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(owner)) ?? "[]");
    return z.array(RecentPlace).safeParse(stored).data ?? [];
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

function keyOf({ userId, workspaceId }: RecentOwner): string {
  return `${PREFIX}${userId}:${workspaceId}`;
}
