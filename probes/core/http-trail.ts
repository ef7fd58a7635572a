import { type HttpRequest, nextRequest } from "./http-request.ts";

export type Hop = { status: number; location: string };
export type Step =
  | { kind: "final" }
  | { kind: "follow"; request: HttpRequest }
  | { kind: "failed"; message: string };

/** Walks redirects: as many as the check allows, and never the same request twice. */
export class HttpTrail {
  readonly hops: Hop[] = [];
  private readonly seen = new Set<string>();

  constructor(
    first: HttpRequest,
    private readonly most: number,
  ) {
    this.seen.add(`${first.method} ${first.url.href}`);
  }

  step(request: HttpRequest, answer: { status: number; location: string | null | undefined }): Step {
    const next = nextRequest(request, answer);
    if (next.kind === "none") return { kind: "final" };
    if (next.kind === "broken") return { kind: "failed", message: next.message };
    if (this.hops.length >= this.most) {
      return {
        kind: "failed",
        message: `More than ${this.most} ${this.most === 1 ? "redirect" : "redirects"}.`,
      };
    }
    this.hops.push({ status: answer.status, location: next.request.url.href.slice(0, 2048) });
    const name = `${next.request.method} ${next.request.url.href}`;
    if (this.seen.has(name)) return { kind: "failed", message: "The redirects lead in a circle." };
    this.seen.add(name);
    return { kind: "follow", request: next.request };
  }

  /** Said in the evidence, because the rest of the way could be read by others. */
  get downgrade(): boolean {
    return this.hops.some(
      (hop, index) => hop.location.startsWith("http:") && this.hops[index - 1]?.location.startsWith("https:"),
    );
  }
}
