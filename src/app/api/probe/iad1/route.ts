import { iad1 } from "#probes/regions/iad1.ts";

export const runtime = "edge";

export const POST = iad1;
