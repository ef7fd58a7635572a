/** What a token bucket says to one call. */
export type LimitAnswer = {
  /** The policy's name, as in the field RateLimit-Policy. */
  policy: string;
  isAllowed: boolean;
  /** Calls of one window, and its length. */
  quota: number;
  windowSec: number;
  /** Calls that could be made at once now. */
  remaining: number;
  /** Until the bucket is full again. */
  resetSec: number;
  /** Until the next call is allowed; 0 when this one was. */
  waitMs: number;
};
