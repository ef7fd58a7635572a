/** True when the request carries the secret. Digests are compared, so that the time taken tells nothing about it. */
export async function hasBearer(request: Request, secret: string): Promise<boolean> {
  const given = request.headers.get("authorization") ?? "";
  const [left, right] = await Promise.all([digest(given), digest(`Bearer ${secret}`)]);
  let difference = 0;
  for (let index = 0; index < right.length; index += 1)
    difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
