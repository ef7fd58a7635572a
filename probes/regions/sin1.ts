import { createEdgeProbe } from "../platform/vercel-edge.ts";

export const sin1 = createEdgeProbe({ region: "sin1" });
