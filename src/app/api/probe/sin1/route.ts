import { sin1 } from "#probes/regions/sin1.ts";

export const runtime = "edge";

export const POST = sin1;
