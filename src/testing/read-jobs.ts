import { decodeJobs, type Job, parseEntry } from "#contracts/job-entry.ts";
import type { JobStream } from "#contracts/stream.ts";
import { PROBE_GROUP } from "#contracts/stream-keys.ts";

/** Takes every job that waits in the stream, as a probe would, and acknowledges it. */
export async function readJobs(stream: JobStream, key: string): Promise<Job[]> {
  await stream.ensureGroup(key, PROBE_GROUP);
  const jobs: Job[] = [];
  for (;;) {
    const messages = await stream.readNew([key], { group: PROBE_GROUP, consumer: "test", count: 1000 });
    if (messages.length === 0) return jobs;
    for (const message of messages) {
      const entry = parseEntry(message.payload);
      if (entry?.kind === "jobs") jobs.push(...decodeJobs(entry));
    }
    await stream.acknowledge(
      key,
      PROBE_GROUP,
      messages.map((message) => message.id),
    );
  }
}
