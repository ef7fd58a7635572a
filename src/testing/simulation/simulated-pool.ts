import type { Pool } from "#server/store/prisma.ts";
import type { SqlMode } from "./mutant.ts";
import type { Database } from "./postgres/database.ts";
import { type Query, Session, type StatementVariants, toQuery } from "./postgres/session.ts";
import { connectionLost, deadlockDetected, SqlError, serializationFailure } from "./postgres/sql-error.ts";
import type { Result } from "./postgres/statement.ts";
import { StatementLine } from "./postgres/statement-line.ts";
import type { ProcessLife } from "./process-life.ts";

const NOTICE_DEATH_MS = 3_000;

/** Postgres as one process sees it over the network. `isAway`: nobody reaches it. */
export type PostgresHost = {
  db: Database;
  variants: StatementVariants;
  mode: SqlMode | null;
  isAway: boolean;
};

/** Statements of one process, with what can happen to them on the way there, over there and on the way back. */
export function createSimulatedPool(life: ProcessLife, host: PostgresHost): Pool {
  const open = async () => {
    const connecting = life.step("sql connect");
    if (connecting !== null) await connecting;
    if (host.isAway) throw new SqlError("ECONNREFUSED", "connect ECONNREFUSED");
    return new Connection(life, host);
  };
  const pool = {
    query: async (query: unknown, values?: unknown[]) => {
      const connection = await open();
      try {
        return await connection.query(query, values);
      } finally {
        connection.release();
      }
    },
    connect: open,
  };
  return pool as unknown as Pool;
}

class Connection {
  private session: Session;
  private isBroken = false;
  private readonly line = new StatementLine();
  private readonly forget: () => void;

  constructor(
    private readonly life: ProcessLife,
    private readonly host: PostgresHost,
  ) {
    this.session = new Session(host.db, host.variants);
    this.forget = life.onDeath(() => this.noticeDeath());
  }

  query(text: unknown, values?: unknown[]): Promise<Result> {
    return this.line.run(() => this.send(toQuery(text, values)));
  }

  private async send(query: Query): Promise<Result> {
    const { life, host } = this;
    const isCommit = query.text === "COMMIT";
    const request = life.step(isCommit ? "sql commit" : "sql");
    if (request !== null) await request;
    if (this.isBroken || host.isAway || life.sim.faults.strikes("sql_cut", life.name)) throw this.break();
    if (host.mode === "no_transaction" && /^(BEGIN|COMMIT)/.test(query.text))
      return { rows: [], rowCount: 0 };
    if (isCommit) return this.commit(query);
    if (!query.text.startsWith("ROLLBACK") && !query.text.startsWith("BEGIN")) this.refuse(query);
    const result = await this.session.query(query).catch((error: unknown) => this.fail(error));
    const answer = life.step("sql answer");
    if (answer !== null) await answer;
    return result;
  }

  /** What Postgres would not say either is a fault of the simulation. */
  private fail(error: unknown): never {
    if (!(error instanceof SqlError)) this.life.sim.violate("SIM", String(error));
    throw error;
  }

  release(): void {
    if (this.host.mode === "kept") return;
    this.forget();
    this.session.cut();
  }

  /** The answer to a commit may be lost on both sides of it. */
  private async commit(query: Query): Promise<Result> {
    const { faults } = this.life.sim;
    if (faults.strikes("sql_commit_unknown", this.life.name)) {
      if (faults.between("sql_commit_unknown", 0, 1) === 1) await this.session.query(query);
      throw this.break();
    }
    if (this.host.mode === "late_commit") return this.commitLater(query);
    const result = await this.session.query(query);
    const answer = this.life.step("sql committed");
    if (answer !== null) await answer;
    return result;
  }

  private commitLater(query: Query): Result {
    const { session } = this;
    this.session = new Session(this.host.db, this.host.variants);
    this.life.sim.loop.schedule(100, () => void session.query(query));
    return { rows: [], rowCount: 0 };
  }

  private refuse(query: Query): void {
    const { faults } = this.life.sim;
    const what = query.name ?? query.text.slice(0, 30);
    if (faults.strikes("sql_serialization", what)) {
      this.session.fail();
      throw serializationFailure();
    }
    if (faults.strikes("sql_deadlock", what)) {
      this.session.fail();
      throw deadlockDetected();
    }
  }

  private break(): SqlError {
    this.isBroken = true;
    this.session.cut();
    return connectionLost();
  }

  /** Postgres sees after a while that nobody is at the other end any more. */
  private noticeDeath(): void {
    const { sim } = this.life;
    sim.loop.schedule(sim.random.between(0, NOTICE_DEATH_MS), () => this.session.cut());
  }
}
