import type { Entry } from "./answer-enter.ts";

/** No password or address is longer; a file is none. */
const MAX_BYTES = 8_192;
const TYPE = "application/x-www-form-urlencoded";

/** Null when it is no small form of a page. */
export async function readGateForm(request: Request): Promise<Entry["form"] | null> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (type !== TYPE || !(length <= MAX_BYTES)) return null;
  const form = new URLSearchParams((await request.text()).slice(0, MAX_BYTES));
  return {
    password: form.get("password"),
    email: form.get("email"),
    token: form.get("token"),
    next: form.get("next"),
  };
}
