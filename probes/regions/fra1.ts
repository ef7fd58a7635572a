import { createEdgeProbe } from "../platform/vercel-edge.ts";

export const fra1 = createEdgeProbe({ region: "fra1" });
