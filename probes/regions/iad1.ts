import { createEdgeProbe } from "../platform/vercel-edge.ts";

export const iad1 = createEdgeProbe({ region: "iad1" });
