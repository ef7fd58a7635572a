import { fra1 } from "#probes/regions/fra1.ts";

export const runtime = "edge";

export const POST = fra1;
