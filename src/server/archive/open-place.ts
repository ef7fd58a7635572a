import { ArchiveError, type ArchivePlace } from "./archive-place.ts";
import { folderPlace } from "./folder-place.ts";
import { s3Place } from "./s3-place.ts";

/** What buckets need beside their name; see src/env.ts. */
export type S3Environment = {
  UPTICK_S3_ENDPOINT?: string | undefined;
  UPTICK_S3_REGION?: string | undefined;
  UPTICK_S3_ACCESS_KEY_ID?: string | undefined;
  UPTICK_S3_SECRET_ACCESS_KEY?: string | undefined;
};

/** `s3://bucket/some/prefix`, or the path of a folder. Throws an ArchiveError when the environment lacks something. */
export function openPlace(address: string, environment: S3Environment): ArchivePlace {
  if (!address.startsWith("s3://")) return folderPlace(address);
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  if (bucket === "") throw new ArchiveError("unusable", `"${address}" names no bucket: s3://bucket/prefix.`);
  const { UPTICK_S3_ACCESS_KEY_ID: accessKeyId, UPTICK_S3_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) {
    throw new ArchiveError(
      "unusable",
      "For s3:// set UPTICK_S3_ACCESS_KEY_ID and UPTICK_S3_SECRET_ACCESS_KEY, and UPTICK_S3_ENDPOINT or UPTICK_S3_REGION.",
    );
  }
  const region = environment.UPTICK_S3_REGION || "us-east-1";
  const endpoint = environment.UPTICK_S3_ENDPOINT || `https://s3.${region}.amazonaws.com`;
  return s3Place({ endpoint, region, accessKeyId, secretAccessKey, bucket, prefix });
}
