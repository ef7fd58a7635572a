import * as z from "zod";

export const MAX_ARTIFACT_BYTES = 1 << 20;

/** A file that belongs to a tick: handed in before it, named by its evidence. `bytes` is base64, 1 MiB at most when decoded. */
export const ArtifactUpload = z.object({
  id: z.uuid(),
  monitorId: z.number().int().positive(),
  scheduledAt: z.number().int().positive(),
  kind: z.enum(["screenshot", "trace"]),
  contentType: z.enum(["image/png", "image/jpeg", "image/webp", "application/zip"]),
  bytes: z.base64().max(Math.ceil(MAX_ARTIFACT_BYTES / 3) * 4),
});
export type ArtifactUpload = z.infer<typeof ArtifactUpload>;

export type ArtifactView = Pick<ArtifactUpload, "contentType" | "kind" | "bytes">;

/** `taken` is false for a monitor that the region does not check, and when it has handed in too many of late. */
export type ArtifactReceipt = { taken: boolean };
