import * as z from "zod";

/** The longest that a read may wait for something new, in milliseconds: under the limits of proxies and functions. */
export const MAX_STREAM_WAIT_MS = 25_000;
export const MAX_ENTRIES_PER_CALL = 2000;
const MAX_PAYLOAD = 4_000_000;

/** The streams of the probe's own region, by what they are for; which region that is follows from the token. */
const JobSource = z.enum(["urgent", "checks"]);
export type JobSource = z.infer<typeof JobSource>;
const ResultTarget = z.enum(["results", "dead"]);
export type ResultTarget = z.infer<typeof ResultTarget>;

const Consumer = z.string().min(1).max(64);
const EntryId = z.string().regex(/^\d{1,20}(-\d{1,20})?$/);
const CallCount = z.number().int().min(1).max(MAX_ENTRIES_PER_CALL);
const Key = z.string().min(1).max(200);

export const StreamReadNew = z.strictObject({
  streams: z.array(JobSource).min(1).max(2),
  consumer: Consumer,
  /** Of each stream. */
  count: CallCount,
  waitMs: z.number().int().min(0).max(MAX_STREAM_WAIT_MS),
});
export type StreamReadNew = z.infer<typeof StreamReadNew>;
export const StreamReadPending = z.strictObject({
  stream: JobSource,
  consumer: Consumer,
  count: CallCount,
  after: EntryId,
});
export const StreamClaimIdle = z.strictObject({
  stream: JobSource,
  consumer: Consumer,
  minIdleMs: z.number().int().min(0).max(86_400_000),
  count: CallCount,
});
export const StreamDeliveries = z.strictObject({ stream: JobSource, consumer: Consumer, count: CallCount });
export const StreamAcknowledge = z.strictObject({
  stream: JobSource,
  ids: z.array(EntryId).min(1).max(MAX_ENTRIES_PER_CALL),
});
export const StreamEnsureGroup = z.strictObject({ stream: JobSource });
export const StreamAdd = z.strictObject({ stream: ResultTarget, payload: z.string().max(MAX_PAYLOAD) });
export const StreamGetValue = z.strictObject({ key: Key });
export const StreamSetValue = z.strictObject({ key: Key, value: z.string().max(8192) });

export const StreamEntries = z.array(z.object({ stream: JobSource, id: z.string(), payload: z.string() }));
export const StreamCounts = z.array(z.tuple([z.string(), z.number()]));
export const StreamEntryId = z.object({ id: z.string() });
export const StreamValue = z.object({ value: z.string().nullable() });
