import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { ArchiveError } from "./archive-place.ts";

export type S3Settings = {
  /** Such as https://s3.eu-central-1.amazonaws.com; the bucket goes into the path, which every implementation knows. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
};

export type S3Call = {
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** Without the bucket; empty: the bucket itself. */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array;
};

export type S3Request = (call: S3Call) => Promise<Response>;

const TRIES = 5;
const FIRST_PAUSE_MS = 200;
/** Until the answer begins; a body may take as long as it keeps coming. */
const ANSWER_MS = 60_000;

/**
 * One signed request (AWS Signature Version 4, the body's SHA-256 included). What may be a moment's trouble is tried again;
 * a 404 is an answer, any other refusal an ArchiveError.
 */
export function createS3Request(settings: S3Settings): S3Request {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 0 });
  return async (call) => {
    for (let tried = 1; ; tried += 1) {
      const answer = await attempt(client, settings, call);
      if (answer instanceof Response && (answer.ok || answer.status === 404)) return answer;
      const mayPass = !(answer instanceof Response) || answer.status >= 500 || answer.status === 429;
      if (!mayPass || tried === TRIES) throw await refusal(settings, call, answer);
      if (answer instanceof Response) await answer.body?.cancel();
      await sleep(FIRST_PAUSE_MS * 2 ** (tried - 1));
    }
  };
}

async function attempt(client: AwsClient, settings: S3Settings, call: S3Call): Promise<Response | Error> {
  const body = call.body ?? null;
  const signed = await client.sign(addressOf(settings, call), {
    method: call.method,
    headers: {
      ...call.headers,
      "x-amz-content-sha256": createHash("sha256")
        .update(body ?? "")
        .digest("hex"),
    },
    body: body === null ? null : new Uint8Array(body),
  });
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error("no answer in time")), ANSWER_MS);
  try {
    return await fetch(signed, { signal: giveUp.signal, redirect: "error" });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

function addressOf({ endpoint, bucket }: S3Settings, { key, query }: S3Call): string {
  const path = [bucket, ...key.split("/")]
    .filter((part) => part !== "")
    .map(encodeURIComponent)
    .join("/");
  const url = new URL(`${endpoint.replace(/\/+$/, "")}/${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

async function refusal(settings: S3Settings, call: S3Call, answer: Response | Error): Promise<ArchiveError> {
  const what = `${call.method} ${settings.bucket}/${call.key} at ${new URL(settings.endpoint).host}`;
  if (answer instanceof Error) {
    const { cause } = answer;
    const reason = cause instanceof Error ? cause.message : answer.message;
    return new ArchiveError("failed", `${what} failed: ${reason}`, { cause: answer });
  }
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(await answer.text())?.[1];
  return new ArchiveError("failed", `${what} was refused with ${answer.status}${code ? ` (${code})` : ""}.`);
}
