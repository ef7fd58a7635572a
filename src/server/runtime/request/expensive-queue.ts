import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from "cockatiel";

/** Each holds a database connection nearly all the time; people's pages need the others. */
const AT_ONCE = 4;
const WAITING = 8;

/** Answers of long work, a few at a time and a few more in line. `null`: the line is full, so come back later. */
export class ExpensiveQueue {
  readonly #places: BulkheadPolicy;

  constructor(atOnce = AT_ONCE, waiting = WAITING) {
    this.#places = bulkhead(atOnce, waiting);
  }

  /** The place is held until the last byte of the answer has been read, or nobody reads it any more. */
  answer(work: () => Promise<Response>): Promise<Response | null> {
    return new Promise((resolve, reject) => {
      this.#places
        .execute(async () => {
          const response = await work();
          const { body, ended } = followBody(response);
          resolve(body);
          await ended;
        })
        .catch((error: unknown) => (error instanceof BulkheadRejectedError ? resolve(null) : reject(error)));
    });
  }
}

function followBody(response: Response): { body: Response; ended: Promise<void> } {
  // A refusal is whole already: whoever does not read it takes nobody's place.
  if (response.body === null || !response.ok) return { body: response, ended: Promise.resolve() };
  const reader = response.body.getReader();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        controller.close();
        end();
      } catch (error) {
        end();
        throw error;
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return { body: new Response(stream, { status, statusText, headers }), ended };
}

// On globalThis: separately bundled routes stand in one line.
const holder = globalThis as typeof globalThis & { uptickExpensive?: ExpensiveQueue };

export function processExpensive(): ExpensiveQueue {
  holder.uptickExpensive ??= new ExpensiveQueue();
  return holder.uptickExpensive;
}
