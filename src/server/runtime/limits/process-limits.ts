import { isIPv6 } from "node:net";
import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { type LimitName, readLimits } from "#domain/limits/limit-policies.ts";
import { BucketShelf } from "./bucket-shelf.ts";

/** About 3 MB a policy at worst. */
const MOST_KEYS = 20_000;

type Shelves = Readonly<Record<LimitName, BucketShelf>> | null;

// On globalThis: separately bundled routes must take from the same buckets.
const holder = globalThis as typeof globalThis & { uptickLimits?: { shelves: Shelves } };

/** The buckets of this process; null: nothing is limited here. */
export function processLimits(): Shelves {
  holder.uptickLimits ??= { shelves: makeShelves(process.env.UPTICK_RATE_LIMITS ?? "") };
  return holder.uptickLimits.shelves;
}

/** Full buckets, by the environment as it is now. */
export function resetLimits(): void {
  delete holder.uptickLimits;
}

function makeShelves(text: string): Shelves {
  const limits = readLimits(text);
  if (limits === null) return null;
  if ("mistake" in limits) throw new Error(`UPTICK_RATE_LIMITS: ${limits.mistake}.`);
  const shelf = (name: LimitName) => new BucketShelf(limits[name], MOST_KEYS);
  return {
    address: shelf("address"),
    user: shelf("user"),
    key: shelf("key"),
    write: shelf("write"),
    expensive: shelf("expensive"),
    anonymous: shelf("anonymous"),
  };
}

/**
 * What one caller's address is counted by: an IPv6 network of 64 bits is one caller. Null where the address says nothing: a
 * proxy on this machine that is not trusted stands for everybody behind it.
 */
export function bucketKeyOf(address: string): string | null {
  if (address === "unknown" || address === "::1" || address.startsWith("127.")) return null;
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const [head = "", tail = ""] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = address.includes("::") ? Math.max(0, 8 - left.length - right.length) : 0;
  return [...left, ...new Array<string>(zeros).fill("0"), ...right].slice(0, 4).join(":").toLowerCase();
}

/** Of two answers the one that the caller must mind more. */
export function tighter(one: LimitAnswer | null, other: LimitAnswer): LimitAnswer {
  if (one === null || !other.isAllowed) return other;
  if (!one.isAllowed) return one;
  return other.remaining / other.quota < one.remaining / one.quota ? other : one;
}
