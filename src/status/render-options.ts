import type { Locale } from "#contracts/locale.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";

export type RenderOptions = {
  /** Path before every link; "" on a domain of its own, relative such as "../.." in a static export. No slash at its end. */
  base: string;
  locale: Locale;
  nowMs: number;
  /** Files on any host: links name files, and nothing can be posted. */
  isStatic?: boolean;
};

/** `csp` belongs to exactly these bytes: it names the hashes of their style and script. */
export type Rendered = { html: string; csp: string };

/** Whose looks a document has. */
export type Face = StatusSnapshot["page"];
