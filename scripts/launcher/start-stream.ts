import { connect } from "node:net";
import { join } from "node:path";
import { chooseStream, findOnPath, type StreamChoice } from "./choose-stream.ts";
import { respondsOk } from "./http-ready.ts";
import type { LaunchContext } from "./launch-context.ts";
import { baseEnv, distSpec, redisSpec } from "./service-specs.ts";

export interface StartedStream {
  kind: StreamChoice["kind"];
  restUrl: string;
  restToken: string;
  /** Null for Upstash and for the memory engine. */
  redisUrl: string | null;
}

/** Resolves when jobs can be added and read over the REST protocol of Upstash. */
export async function startStream(context: LaunchContext): Promise<StartedStream> {
  const choice = chooseStream(context.source, findOnPath);
  if (choice.kind === "upstash") {
    context.say(`Job stream: Upstash at ${new URL(choice.url).host}`);
    return { kind: "upstash", restUrl: choice.url, restToken: choice.token, redisUrl: null };
  }
  const redisUrl = await startRedis(context, choice);
  const { restUrl, restToken } = await startBridge(context, redisUrl);
  context.say(`Job stream: ${describe(choice)}`);
  return { kind: choice.kind, restUrl, restToken, redisUrl };
}

async function startRedis(context: LaunchContext, choice: StreamChoice): Promise<string | null> {
  if (choice.kind === "redis") return choice.url;
  if (choice.kind !== "private") return null;
  const { settings, secrets, ports } = context;
  const folder = join(settings.dataFolder, "redis");
  const options = { binary: choice.binary, folder, port: ports.redis, password: secrets.redisPassword };
  await context.start(redisSpec(options), () => isListening(ports.redis));
  return `redis://:${secrets.redisPassword}@127.0.0.1:${ports.redis}`;
}

async function startBridge(context: LaunchContext, redisUrl: string | null) {
  const { root, ports, secrets, source } = context;
  const env: Record<string, string> = {
    ...baseEnv(source),
    BRIDGE_PORT: String(ports.bridge),
    BRIDGE_HOST: "127.0.0.1",
    BRIDGE_TOKEN: secrets.bridgeToken,
  };
  if (redisUrl !== null) env.REDIS_URL = redisUrl;
  const restUrl = `http://127.0.0.1:${ports.bridge}`;
  const spec = distSpec({ name: "bridge", root, env }, "bridge.mjs");
  await context.start(spec, () => respondsOk(`${restUrl}/health`));
  return { restUrl, restToken: secrets.bridgeToken };
}

function describe(choice: StreamChoice): string {
  if (choice.kind === "private") return `private ${choice.binary}`;
  if (choice.kind === "redis") return "REDIS_URL";
  const asked = choice.kind === "memory" && choice.why === "asked";
  return `in memory (${asked ? "UPTICK_STREAM" : "no redis-server was found"})`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
