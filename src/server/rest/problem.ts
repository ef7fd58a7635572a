import { TRPCError } from "@trpc/server";
import type * as z from "zod";
import { ZodError } from "zod";
import type { RestProblem } from "#contracts/rest/rest-system.ts";
import { AppError, type AppErrorCode } from "#server/runtime/app-error.ts";
import { StaleRevision } from "./revision.ts";

export const PROBLEMS = {
  malformed: [400, "The request cannot be read"],
  unauthenticated: [401, "An API key is needed"],
  forbidden: [403, "The API key may not do this"],
  not_found: [404, "There is nothing here"],
  method_not_allowed: [405, "This address takes other methods"],
  not_acceptable: [406, "The answer is JSON"],
  conflict: [409, "It does not fit what is there"],
  in_flight: [409, "The first request with this key is still worked on"],
  stale: [412, "It has changed since it was read"],
  too_large: [413, "The request is too large"],
  unsupported_media_type: [415, "The body must be JSON"],
  invalid: [422, "Something in the request is not right"],
  key_reused: [422, "This Idempotency-Key belongs to another request"],
  limit_reached: [429, "Too many requests"],
  internal: [500, "Something went wrong on our side"],
  unavailable: [503, "Uptick cannot answer right now"],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemCode = keyof typeof PROBLEMS;

const CODE_OF_APP_ERROR = {
  not_found: "not_found",
  forbidden: "forbidden",
  unauthenticated: "unauthenticated",
  proof_needed: "forbidden",
  conflict: "conflict",
  invalid: "invalid",
  limit_reached: "limit_reached",
  unavailable: "unavailable",
} as const satisfies Record<AppErrorCode, ProblemCode>;

/** When it is worth another try. */
const WAIT_SEC: Partial<Record<ProblemCode, number>> = { limit_reached: 60, unavailable: 30 };

type ProblemError = NonNullable<z.infer<typeof RestProblem>["errors"]>[number];

/** A request that is refused before or beside its procedure. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly errors: ProblemError[];
  readonly headers: Record<string, string>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: ProblemError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** Where the fields of a request are: in the address (path and query), or in the body. */
export type FieldPlaces = { parameters: ReadonlySet<string>; fields: ReadonlySet<string> };
const NOWHERE: FieldPlaces = { parameters: new Set(), fields: new Set() };

/** Whatever was thrown, as a refusal; unexpected errors tell nothing of themselves. */
export function refusalOf(error: unknown, places: FieldPlaces = NOWHERE): Refusal {
  if (error instanceof Refusal) return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  if (error instanceof TRPCError && error.code === "INTERNAL_SERVER_ERROR" && !(cause instanceof AppError)) {
    return new Refusal("internal", "It is written down under the number of this request.");
  }
  if (cause instanceof StaleRevision) return new Refusal("stale", cause.message);
  if (cause instanceof AppError) return ofAppError(cause, places);
  if (cause instanceof ZodError) {
    const errors = cause.issues.flatMap((issue) => errorsOfIssue(issue, places));
    return new Refusal("invalid", sentenceOf(errors), { errors });
  }
  return new Refusal("internal", "It is written down under the number of this request.");
}

export function problemResponse(
  refusal: Refusal,
  about: { appUrl: string; requestId: string; detail?: string },
): Response {
  const [status, title] = PROBLEMS[refusal.code];
  const problem: z.infer<typeof RestProblem> = {
    type: `${about.appUrl}/developers#problem-${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    instance: `urn:uptick:request:${about.requestId}`,
    code: refusal.code,
    ...(refusal.errors.length > 0 && { errors: refusal.errors }),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "content-type": "application/problem+json", ...refusal.headers },
  });
}

function ofAppError(error: AppError, places: FieldPlaces): Refusal {
  const code = CODE_OF_APP_ERROR[error.code];
  const errors = Object.entries(error.fieldErrors ?? {}).flatMap(([path, messages]) =>
    messages.map((detail) => ({ ...placeOf(path.split("."), places), detail })),
  );
  const waitSec = WAIT_SEC[code];
  const headers: Record<string, string> = waitSec === undefined ? {} : { "retry-after": String(waitSec) };
  return new Refusal(code, error.message, { errors, headers });
}

function errorsOfIssue(issue: z.core.$ZodIssue, places: FieldPlaces): ProblemError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...placeOf([...issue.path, key], places),
      detail: `There is no field ${key}.`,
    }));
  }
  return [{ ...placeOf(issue.path, places), detail: issue.message }];
}

/** The screens' procedures wrap what is here a level higher, such as `input.name`. */
function placeOf(path: readonly PropertyKey[], { parameters, fields }: FieldPlaces): Partial<ProblemError> {
  const parts = path.map(String);
  const [first = "", second = ""] = parts;
  const isWrapped =
    !parameters.has(first) && !fields.has(first) && (fields.has(second) || parameters.has(second));
  const named = isWrapped ? parts.slice(1) : parts;
  const [name = ""] = named;
  if (parameters.has(name)) return { parameter: name };
  return { pointer: named.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("") };
}

function sentenceOf(errors: ProblemError[]): string {
  const [first] = errors;
  if (!first) return "Something in the request is not right.";
  const where = first.parameter ?? first.pointer ?? "";
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
  return `${where === "" ? "" : `${where}: `}${first.detail}${more}`;
}
