/** One connection runs what it is sent in order, however soon one statement follows the other. */
export class StatementLine {
  private readonly waiting: (() => void)[] = [];
  private isBusy = false;

  async run<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
    // Whoever is woken finds the line busy with itself: nobody else gets in between.
    if (this.isBusy) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isBusy = true;
    try {
      return await statement();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.isBusy = false;
      else next();
    }
  }
}
