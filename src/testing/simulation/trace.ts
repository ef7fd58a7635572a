const KEPT_LINES = 4000;

/** What happened, in order: a hash over all of it, and the last lines for a person. */
export class Trace {
  private readonly lines: string[] = [];
  private low = 0x811c9dc5;
  private high = 0x9747b28c;
  count = 0;

  constructor(private readonly clock: { now: number; startedAt: number }) {}

  note(actor: string, what: string): void {
    const line = `${((this.clock.now - this.clock.startedAt) / 1000).toFixed(3)} ${actor} ${what}`;
    this.count += 1;
    for (let at = 0; at < line.length; at += 1) {
      const code = line.charCodeAt(at);
      this.low = Math.imul(this.low ^ code, 0x01000193);
      this.high = Math.imul(this.high ^ code, 0x5bd1e995);
    }
    this.lines.push(line);
    if (this.lines.length > 2 * KEPT_LINES) this.lines.splice(0, KEPT_LINES);
  }

  get hash(): string {
    return (this.low >>> 0).toString(16).padStart(8, "0") + (this.high >>> 0).toString(16).padStart(8, "0");
  }

  last(count: number): string[] {
    return this.lines.slice(-count);
  }

  matching(pattern: RegExp, count: number): string[] {
    return this.lines.filter((line) => pattern.test(line)).slice(-count);
  }
}
