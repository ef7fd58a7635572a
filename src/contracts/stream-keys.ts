import type { RegionCode } from "./region.ts";

/** The one consumer group of every job stream; created at id 0 so that a backlog is never skipped. */
export const PROBE_GROUP = "probes";
/** The one consumer group of every results stream (the spool), read by the app. */
export const INGEST_GROUP = "ingest";
/** The only field of a stream entry. */
export const ENTRY_FIELD = "e";
/** Holds a random value that Postgres knows too; when it is missing, Redis has lost its data. */
export const EPOCH_KEY = "uptick:epoch";

export const checksKey = (region: RegionCode) => `checks:${region}`;
export const urgentKey = (region: RegionCode) => `urgent:${region}`;
export const resultsKey = (region: RegionCode) => `results:${region}`;
export const deadKey = (region: RegionCode) => `dead:${region}`;
