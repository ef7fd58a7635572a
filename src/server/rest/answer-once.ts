import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import {
  claimIdempotencyKey,
  type KeptAnswer,
  keepAnswer,
  releaseIdempotencyKey,
} from "#server/store/idempotency-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { Refusal } from "./problem.ts";

const KEEP_MS = 24 * 3_600_000;
/** Longer than any request may take. */
const STALLED_MS = 5 * 60_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

type Asked = {
  apiKeyId: string;
  workspaceId: string;
  /** Of the header; null: none was given. */
  key: string | null;
  /** Everything that makes it the same request. */
  asked: readonly string[];
};

/** Does it, or answers what it answered the first time. Only what was done is kept: a refusal frees the key. */
export async function answerOnce(
  deps: { sql: Sql; now: () => Date },
  { apiKeyId, workspaceId, key, asked }: Asked,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { isReplay: boolean }> {
  if (key === null) return { ...(await work()), isReplay: false };
  if (!KEY.test(key)) {
    const detail = "1 to 255 visible ASCII characters.";
    throw new Refusal("malformed", `Idempotency-Key: ${detail}`, {
      errors: [{ parameter: "Idempotency-Key", detail }],
    });
  }
  const at = deps.now();
  const claim = await claimIdempotencyKey(deps.sql, {
    apiKeyId,
    key,
    workspaceId,
    digest: sha256Hex(JSON.stringify(asked)),
    at,
    expired: new Date(at.getTime() - KEEP_MS),
    stalled: new Date(at.getTime() - STALLED_MS),
  });
  if (claim.kind === "answered") return { ...claim.kept, isReplay: true };
  if (claim.kind === "in_flight") {
    const headers = { "retry-after": "5" };
    throw new Refusal("in_flight", "Ask again in a moment for its answer.", { headers });
  }
  if (claim.kind === "mismatch") {
    throw new Refusal("key_reused", "Take a new Idempotency-Key for a request that says something else.");
  }
  return { ...(await doAndKeep(deps, { apiKeyId, key, at }, work)), isReplay: false };
}

async function doAndKeep(
  { sql }: { sql: Sql },
  claim: { apiKeyId: string; key: string; at: Date },
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  let done: KeptAnswer;
  try {
    done = await work();
  } catch (error) {
    await releaseIdempotencyKey(sql, claim);
    throw error;
  }
  await keepAnswer(sql, { ...claim, ...done, answer: withoutSecrets(done.answer) });
  return done;
}

/** What is shown once is not kept: its address is as good as a password. */
function withoutSecrets(answer: string): string {
  return JSON.stringify(JSON.parse(answer), (name, value) => (name === "hookUrl" ? null : value));
}
