import type { ProbeDeps } from "./ports.ts";

const EVERY_MS = 15_000;
/** A monitor that fails anew may be our own line going down, so its report waits for a look that is newer than this. */
const FRESH_MS = 2000;

/**
 * Tells whether this region can reach anything at all. Sick means that every control target failed; without control
 * targets the region counts as healthy.
 */
export class ControlTargets {
  private targets: readonly string[] = [];
  private healthy = true;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly deps: Pick<ProbeDeps, "clock" | "checkControl" | "log">,
    private readonly onChange: () => void,
  ) {}

  get isHealthy(): boolean {
    return this.healthy;
  }

  use(targets: readonly string[]): void {
    this.targets = targets;
    if (targets.length === 0) this.healthy = true;
  }

  /** The region's health for a batch. An ordinary batch never waits; one with a new failure waits for a fresh look. */
  async judge(batch: { hasNewFailure: boolean }): Promise<boolean> {
    if (this.targets.length === 0) return true;
    const age = this.deps.clock.monotonicMs() - this.lookedAt;
    if (age > (batch.hasNewFailure ? FRESH_MS : EVERY_MS)) this.looking ??= this.look();
    if (batch.hasNewFailure && this.looking) await this.looking;
    return this.healthy;
  }

  private async look(): Promise<void> {
    const answers = await Promise.all(
      this.targets.map((url) => this.deps.checkControl(url).catch(() => false)),
    );
    const healthy = answers.length === 0 || answers.some((answered) => answered);
    const isChange = healthy !== this.healthy;
    if (isChange) {
      const message = healthy
        ? "control targets answer again"
        : "no control target answers: this region has no vote";
      this.deps.log(healthy ? "info" : "warn", message);
    }
    this.healthy = healthy;
    this.lookedAt = this.deps.clock.monotonicMs();
    this.looking = null;
    if (isChange) this.onChange();
  }
}
