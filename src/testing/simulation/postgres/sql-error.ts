/** An error as `pg` rejects with: `code` is the SQLSTATE, or Node's code where there is no connection. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const serializationFailure = () =>
  new SqlError("40001", "could not serialize access due to concurrent update");
export const deadlockDetected = () => new SqlError("40P01", "deadlock detected");
export const connectionLost = () => new SqlError("ECONNRESET", "Connection terminated unexpectedly");
