/** One connection runs what it is sent in order, however soon one statement follows the other. */
export class StatementLine {
  private last: Promise<unknown> = Promise.resolve();

  run<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
    const answer = this.last.then(statement);
    this.last = answer.catch(() => undefined);
    return answer;
  }
}
