import { hostname } from "node:os";
import { openTracer } from "#transport/tracing/open-tracer.ts";
import { APP_VERSION } from "../app-version.ts";
import { setTracer } from "./process-tracer.ts";

/** Once per process; without an OTLP endpoint in the environment nothing is loaded. */
export async function startTracing(): Promise<void> {
  setTracer(
    await openTracer({
      environment: process.env,
      serviceName: "uptick-app",
      version: APP_VERSION,
      instance: `${hostname()}:${process.pid}`,
    }),
  );
}
