import type { ClientBase } from "pg";
import { type CopyStreamQuery, type CopyToStreamQuery, from, to } from "pg-copy-streams";

/** Rows in COPY's text format. `rows` is their count once all of them were read; the connection is free again then, too. */
export async function* copyOut(client: ClientBase, target: string): AsyncGenerator<Buffer, { rows: number }> {
  const isFree = freed(client);
  const stream: CopyToStreamQuery = client.query(to(`COPY ${target} TO STDOUT`));
  for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  await isFree;
  return { rows: stream.rowCount };
}

/** A COPY into a table under way; the first thing that goes wrong with it is what every later call says. */
export class CopyIn {
  readonly #stream: CopyStreamQuery;
  readonly #finished: Promise<void>;
  #problem: Error | null = null;

  constructor(client: ClientBase, text: string) {
    const isFree = freed(client);
    const stream = client.query(from(text));
    this.#stream = stream;
    this.#finished = new Promise((resolve) => {
      stream.once("finish", () => resolve(isFree));
      stream.once("error", (error) => {
        this.#problem ??= error;
        resolve();
      });
    });
  }

  async write(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#stream.write(bytes, () => resolve());
    });
    this.#check();
  }

  /** Resolves with the number of rows. */
  async end(): Promise<number> {
    this.#stream.end();
    await this.#finished;
    this.#check();
    return this.#stream.rowCount ?? 0;
  }

  #check(): void {
    if (this.#problem !== null) throw this.#problem;
  }
}

/** Streams end before the server has said that it is ready for the next statement. */
function freed(client: ClientBase): Promise<void> {
  return new Promise((resolve) => {
    client.once("drain", () => resolve());
  });
}
