import { Fault } from "../../fault.ts";
import type { WebFetch, WebTrip } from "../web-fetch.ts";
import { type DnsAnswer, type DnsQuestion, decodeAnswer, encodeQuestion } from "./dns-message.ts";

const MEDIA_TYPE = "application/dns-message";

export type DohService = { fetch: WebFetch; url: string };

/** RFC 8484 by POST. The id is zero, as §4.1 asks, so that caches may answer. */
export async function askDoh(
  { fetch, url }: DohService,
  question: DnsQuestion,
  trip: WebTrip,
): Promise<DnsAnswer> {
  const headers = { "content-type": MEDIA_TYPE, accept: MEDIA_TYPE };
  const body = encodeQuestion({ ...question, id: 0 });
  const answer = await fetch({ url: new URL(url), method: "POST", headers, body }, trip);
  if (answer.status !== 200) {
    throw new Fault("dns", `The DNS service answers with HTTP status ${answer.status}.`);
  }
  if (!(answer.header("content-type") ?? "").toLowerCase().startsWith(MEDIA_TYPE)) {
    throw new Fault("protocol", "The answer is not a DNS message.");
  }
  return decodeAnswer(answer.body);
}
