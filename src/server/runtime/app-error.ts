export type AppErrorCode =
  | "not_found"
  | "forbidden"
  | "unauthenticated"
  | "proof_needed"
  | "conflict"
  | "invalid"
  | "limit_reached"
  | "unavailable";

/** An expected failure; `message` is shown to the person who caused it. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  /** What a form shows at its fields, by dotted path. */
  readonly fieldErrors: Record<string, string[]> | undefined;

  /** When to try again; of limits and of what is busy. */
  readonly retryAfterSec: number | undefined;

  constructor(
    code: AppErrorCode,
    message: string,
    options?: ErrorOptions & {
      field?: string;
      fieldErrors?: Record<string, string[]>;
      retryAfterSec?: number;
    },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterSec = options?.retryAfterSec;
    const { field, fieldErrors } = options ?? {};
    this.fieldErrors = fieldErrors ?? (field === undefined ? undefined : { [field]: [message] });
  }
}
