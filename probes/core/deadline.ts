/** One timer for a whole check. Whatever is under way registers how to end it. */
export class Deadline {
  expired = false;
  private readonly endsAt: number;
  private readonly timer: ReturnType<typeof setTimeout>;
  private cancel: (() => void) | null = null;

  constructor(timeoutMs: number) {
    this.endsAt = performance.now() + timeoutMs;
    this.timer = setTimeout(() => {
      this.expired = true;
      this.cancel?.();
    }, timeoutMs);
  }

  get leftMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /** `cancel` replaces the one before; it is called at most once, when time is up. */
  during(cancel: () => void): void {
    this.cancel = cancel;
    if (this.expired) cancel();
  }

  clear(): void {
    this.cancel = null;
    clearTimeout(this.timer);
  }
}
