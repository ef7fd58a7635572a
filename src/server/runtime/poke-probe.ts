import type { Logger } from "./log.ts";

const POKE_TIMEOUT_MS = 2_000;

/** Wakes a probe that is a function. A probe that runs longer than the time-out has been woken all the same. */
export async function pokeProbe(
  deps: { log: Logger; secret: string | undefined },
  url: string,
): Promise<void> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: deps.secret === undefined ? {} : { authorization: `Bearer ${deps.secret}` },
      redirect: "manual",
      signal: AbortSignal.timeout(POKE_TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) deps.log.warn({ url, status: response.status }, "A probe refused to be poked.");
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") return;
    deps.log.warn({ url, err: error }, "A probe could not be poked.");
  }
}
