import { decodeJobs, type Job, parseEntry } from "#contracts/job-entry.ts";
import type { StreamMessage } from "#contracts/stream.ts";
import { deadKey } from "#contracts/stream-keys.ts";
import type { ConfigCache } from "./config-cache.ts";
import { beginEntry } from "./entry-trace.ts";
import type { JobDesk } from "./job-desk.ts";
import type { ProbeDeps } from "./ports.ts";
import type { Quarantine } from "./quarantine.ts";
import type { SlotLedger } from "./slot-ledger.ts";

type EntryDeskDeps = Pick<ProbeDeps, "stream" | "log" | "tracer"> & {
  region: string;
  ledger: SlotLedger;
  configs: ConfigCache;
  jobs: JobDesk;
  quarantine: Quarantine;
};

/** Opens stream entries and hands their jobs on. `deliveries` is known for entries that were read again. */
export class EntryDesk {
  constructor(private readonly deps: EntryDeskDeps) {}

  async take(message: StreamMessage, deliveries: number): Promise<void> {
    const { ledger } = this.deps;
    if (ledger.has(message.stream, message.id)) return;

    const content = parseEntry(message.payload);
    if (content === null) await this.bury(message);
    const entry = ledger.open(message.stream, message.id);
    if (content !== null) entry.traced ??= beginEntry(this.deps, content);
    if (content?.kind === "changed") for (const id of content.monitorIds) this.deps.configs.refresh(id);
    if (content?.kind === "jobs") {
      for (const job of decodeJobs(content)) await this.takeJob({ entry, job, deliveries });
    }
    ledger.close(entry);
  }

  private async takeJob(read: {
    entry: ReturnType<SlotLedger["open"]>;
    job: Job;
    deliveries: number;
  }): Promise<void> {
    const { configs, ledger, quarantine, jobs } = this.deps;
    const slot = ledger.add(read.entry, read.job);
    if (slot !== null || ledger.holds(read.job)) configs.want(read.job.monitorId, read.job.configVersion);
    if (slot === null) return;
    if (quarantine.isCulprit(slot)) await jobs.bury(slot);
    else if (quarantine.suspects(read.deliveries)) quarantine.add(slot);
    else jobs.schedule(slot);
  }

  /** What cannot be read has no slots that a gap could name; the sweep finds those. */
  private async bury(message: StreamMessage): Promise<void> {
    // The payload of an entry that was deleted while pending is empty.
    if (message.payload === "") return;
    this.deps.log("error", "an entry cannot be read", { stream: message.stream, id: message.id });
    await this.deps.stream.add(
      deadKey(this.deps.region),
      JSON.stringify({ why: "unreadable", stream: message.stream, id: message.id, payload: message.payload }),
    );
  }
}
