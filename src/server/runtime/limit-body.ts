/**
 * The request with a body of at most `mostBytes`, or the answer 413 that refuses it. What says no length is read until it is
 * too long, so that nobody fills the memory of the process.
 */
export async function limitBody(request: Request, mostBytes: number): Promise<Request | Response> {
  if (request.body === null) return request;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return tooLarge(mostBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel();
      return tooLarge(mostBytes);
    }
    chunks.push(part.value);
  }
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: Buffer.concat(chunks) });
}

function tooLarge(mostBytes: number): Response {
  const message = `The request is too large: ${Math.floor(mostBytes / 1024)} KB at most.`;
  // Who still sends is not waited for.
  return Response.json({ error: { message } }, { status: 413, headers: { connection: "close" } });
}
