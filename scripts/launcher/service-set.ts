import type { Supervised } from "./supervisor.ts";

/** Who depends on others stops before them. */
const STOP_ORDER = [/^cron$/, /^probe-/, /^app$/, /^bridge$/, /^redis$/, /^postgres$/];

export class ServiceSet {
  readonly #services: Supervised[] = [];
  #isStopping = false;

  /** A service that arrives while the others stop is stopped at once. */
  add(service: Supervised): void {
    this.#services.push(service);
    if (this.#isStopping) void service.stop();
  }

  pids(): Record<string, number> {
    const running = this.#services.flatMap((service) => {
      const pid = service.pid();
      return pid === null ? [] : [[service.name, pid] as const];
    });
    return Object.fromEntries(running);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const group of groupByOrder(this.#services)) {
      await Promise.all(group.map((service) => service.stop()));
    }
  }

  kill(): void {
    this.#isStopping = true;
    for (const service of this.#services) service.kill();
  }
}

export function groupByOrder<Item extends { name: string }>(items: readonly Item[]): Item[][] {
  const rankOf = ({ name }: Item) => STOP_ORDER.findIndex((pattern) => pattern.test(name));
  return STOP_ORDER.map((_, rank) => items.filter((item) => rankOf(item) === rank));
}
