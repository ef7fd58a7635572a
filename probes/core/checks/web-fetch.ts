import type { Deadline } from "../deadline.ts";
import type { WireRecord } from "../wire.ts";

export type WebRequest = {
  url: URL;
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | null;
};
/** At most 1 MB of body; `header` takes names in lower case. */
export type WebAnswer = { status: number; header: (name: string) => string | null; body: Uint8Array };
export type WebTrip = { record: WireRecord; deadline: Deadline };

/** One request that follows no redirect, to an address that has passed the egress policy. Rejects with a Fault. */
export type WebFetch = (request: WebRequest, trip: WebTrip) => Promise<WebAnswer>;
