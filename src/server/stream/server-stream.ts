import type { JobStream } from "#contracts/stream.ts";
import { env } from "#env";
import { createUpstashStream } from "#transport/upstash-stream.ts";

let stream: JobStream | undefined;

/** The app's one connection to the job streams. */
export function serverStream(): JobStream {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  stream ??= createUpstashStream({ url, token });
  return stream;
}
