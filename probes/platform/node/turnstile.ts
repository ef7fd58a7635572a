/** Lets `most` in at once; the others wait in their order. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Whoever was let in must `leave`. `onWait` gets what gives the place in the queue up again. */
  async enter(onWait: (giveUp: () => void) => void): Promise<"in" | "gave up"> {
    if (this.inside < this.most) {
      this.inside += 1;
      return "in";
    }
    return new Promise((done) => {
      const letIn = () => done("in");
      this.waiting.push(letIn);
      onWait(() => {
        const at = this.waiting.indexOf(letIn);
        if (at === -1) return;
        this.waiting.splice(at, 1);
        done("gave up");
      });
    });
  }

  /** The place goes to the next in the queue. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }
}
