import type { HeaderPair } from "#probes/core/checks/http/header-pair.ts";

/** An answer as far as it has come, of either version of HTTP. */
export type HttpMessage = {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly hasHead: boolean;
  readonly bytes: number;
  readonly truncated: boolean;
  /** What was kept of the body, before any content decoding. */
  keptBody(): Buffer;
  header(name: string): string | undefined;
};
