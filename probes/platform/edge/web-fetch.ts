import type { WebFetch } from "#probes/core/checks/web-fetch.ts";
import { Fault } from "#probes/core/fault.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import { fetchFault } from "./fetch-fault.ts";
import { readBody } from "./read-body.ts";

/** What checks ask a web service on the way, over the platform's fetch, which sees no connection phases. */
export const webFetch: WebFetch = async ({ url, method, headers, body }, { deadline }) => {
  const abort = new AbortController();
  deadline.during(() => abort.abort());
  try {
    const response = await fetch(url.href, {
      method,
      headers,
      // A copy over a plain ArrayBuffer, the only kind that the types of fetch take.
      body: body === null ? null : new Uint8Array(body),
      redirect: "manual",
      cache: "no-store",
      signal: abort.signal,
    });
    const { status, headers: answered } = response;
    const read = await readBody(response, MOST_BODY_BYTES);
    return { status, header: (name) => answered.get(name), body: read.body };
  } catch (error) {
    const { outcome, message } = fetchFault(error, abort.signal.aborted);
    throw new Fault(outcome, message);
  }
};
