export type Framing = { kind: "chunked" } | { kind: "length"; length: number } | { kind: "close" };

/** `closed`: the peer broke off inside of a message; `syntax`: it does not speak HTTP/1.x. */
export class HttpProtocolError extends Error {
  override readonly name = "HttpProtocolError";
  readonly kind: "closed" | "syntax";
  constructor(kind: "closed" | "syntax", message: string) {
    super(message);
    this.kind = kind;
  }
}
