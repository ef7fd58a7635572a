import { type ArchivedFile, ArchiveError, type ArchivePlace } from "./archive-place.ts";
import { createS3Request, type S3Request, type S3Settings } from "./s3-request.ts";
import { decodeXml, valuesOf } from "./s3-xml.ts";

/** All parts but the last are of this size, as R2 wants it; S3 takes 10,000 of them, which makes 160 GiB. */
const PART_BYTES = 16 * 1_048_576;
const MOST_PARTS = 10_000;
const READ_TRIES = 5;

/** `prefix` is put before each name, with a slash in between; empty: none. */
export function s3Place(settings: S3Settings & { prefix: string }): ArchivePlace {
  const request = createS3Request(settings);
  const before = settings.prefix === "" ? "" : `${settings.prefix.replace(/^\/+|\/+$/g, "")}/`;
  return {
    describe: () => `s3://${settings.bucket}/${before}`,
    write: (name, source) => upload(request, before + name, source),
    read: (name) => download(request, before + name),
    list: async (prefix) => {
      const found = await list(request, before + prefix);
      return found.map((file) => ({ ...file, name: file.name.slice(before.length) }));
    },
    remove: async (name) => {
      await request({ method: "DELETE", key: before + name });
    },
  };
}

/** One request while all of it fits into a part, else a multipart upload, which is only seen when it is complete. */
async function upload(request: S3Request, key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const parts = cut(source, PART_BYTES);
  const first = await parts.next();
  const second = await parts.next();
  if (second.done) {
    const body = first.value ?? new Uint8Array();
    await found(request({ method: "PUT", key, body }), key);
    return body.length;
  }
  const created = await found(request({ method: "POST", key, query: { uploads: "" } }), key);
  const [uploadId] = valuesOf(await created.text(), "UploadId");
  if (uploadId === undefined) throw new ArchiveError("failed", `No upload of ${key} was begun.`);
  try {
    return await uploadParts(request, { key, uploadId, parts: chain([first.value, second.value], parts) });
  } catch (error) {
    // Parts that nobody completes are paid for until a rule of the bucket removes them.
    await request({ method: "DELETE", key, query: { uploadId } }).catch(() => undefined);
    throw error;
  }
}

type Upload = { key: string; uploadId: string; parts: AsyncIterable<Uint8Array> };

async function uploadParts(request: S3Request, { key, uploadId, parts }: Upload): Promise<number> {
  let bytes = 0;
  const tags: string[] = [];
  for await (const body of parts) {
    if (tags.length === MOST_PARTS) throw new ArchiveError("failed", `${key} is larger than 160 GiB.`);
    const query = { partNumber: String(tags.length + 1), uploadId };
    const answer = await found(request({ method: "PUT", key, query, body }), key);
    tags.push(answer.headers.get("etag") ?? "");
    bytes += body.length;
  }
  const list = tags.map((tag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = Buffer.from(`<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`);
  const answer = await found(request({ method: "POST", key, query: { uploadId }, body }), key);
  // S3 may answer 200 and say in the body that it failed.
  const text = await answer.text();
  if (text.includes("<Error>")) {
    throw new ArchiveError(
      "failed",
      `${key} was not completed: ${valuesOf(text, "Code")[0] ?? "no reason"}.`,
    );
  }
  return bytes;
}

/** An interrupted answer is gone on with where it broke off. */
async function* download(request: S3Request, key: string): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let tried = 1; ; tried += 1) {
    const headers: Record<string, string> = at === 0 ? {} : { range: `bytes=${at}-` };
    const { body } = await found(request({ method: "GET", key, headers }), key);
    try {
      for await (const chunk of body ?? []) {
        at += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if (tried < READ_TRIES) continue;
      throw new ArchiveError("failed", `${key} could not be read to its end.`, { cause: error });
    }
  }
}

async function list(request: S3Request, prefix: string): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  let token: string | undefined;
  do {
    const query = {
      "list-type": "2",
      prefix,
      ...(token === undefined ? {} : { "continuation-token": token }),
    };
    const answer = await found(request({ method: "GET", key: "", query }), prefix);
    const text = await answer.text();
    const sizes = valuesOf(text, "Size");
    valuesOf(text, "Key").forEach((name, n) => {
      files.push({ name: decodeXml(name), bytes: Number(sizes[n]) });
    });
    token = valuesOf(text, "NextContinuationToken").map(decodeXml)[0];
  } while (token !== undefined);
  return files;
}

async function found(answer: Promise<Response>, key: string): Promise<Response> {
  const response = await answer;
  if (response.status !== 404) return response;
  await response.body?.cancel();
  throw new ArchiveError("missing", `There is no file ${key}, or no such bucket.`);
}

/** Pieces of exactly `size` bytes, the last one smaller. */
async function* cut(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (let chunk of source) {
    while (bytes + chunk.length >= size) {
      yield Buffer.concat([...held, chunk.subarray(0, size - bytes)]);
      chunk = chunk.subarray(size - bytes);
      held = [];
      bytes = 0;
    }
    if (chunk.length > 0) held.push(chunk);
    bytes += chunk.length;
  }
  if (bytes > 0) yield Buffer.concat(held);
  return undefined;
}

async function* chain(
  first: readonly (Uint8Array | undefined)[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (const piece of first) if (piece !== undefined) yield piece;
  yield* rest;
}
