import { Redis } from "ioredis";
import { LaunchError } from "./launch-error.ts";

/** Throws a LaunchError unless the REST endpoint takes the token. */
export async function checkUpstash({ url, token }: { url: string; token: string }): Promise<void> {
  const response = await ping(url, token);
  if (response.status === 401 || response.status === 403) {
    throw new LaunchError(
      `${new URL(url).host} refuses UPSTASH_REDIS_REST_TOKEN. Copy the REST token (not the read-only one) again.`,
    );
  }
  if (!response.ok) {
    throw new LaunchError(
      `${new URL(url).host} answered ${response.status} to a PING. Check UPSTASH_REDIS_REST_URL.`,
    );
  }
}

async function ping(url: string, token: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: '["PING"]',
      signal: AbortSignal.timeout(8_000),
    });
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new LaunchError(
      `UPSTASH_REDIS_REST_URL (${new URL(url).host}) cannot be reached: ${cause}. Check it, or unset it for a private job stream.`,
    );
  }
}

/** Throws a LaunchError unless the server answers. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: 5_000 });
  let problem = "no answer";
  redis.on("error", (error: Error) => {
    problem = error.message;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const text = error instanceof Error && !/closed/i.test(error.message) ? error.message : problem;
    throw new LaunchError(
      `REDIS_URL (${new URL(url).host}) cannot be used: ${text}. Check it, or unset it for a private job stream.`,
    );
  } finally {
    redis.disconnect();
  }
}
