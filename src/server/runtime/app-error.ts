export type AppErrorCode =
  | "not_found"
  | "forbidden"
  | "unauthenticated"
  | "conflict"
  | "invalid"
  | "limit_reached"
  | "unavailable";

/** An expected failure; `message` is shown to the person who caused it. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  /** The input field that a form shows the message at. */
  readonly field: string | undefined;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions & { field?: string }) {
    super(message, options);
    this.code = code;
    this.field = options?.field;
  }
}
