import { Fault } from "../../fault.ts";
import type { WebAnswer, WebFetch, WebTrip } from "../web-fetch.ts";
import { isObject, listOf, parseJson, readRdap } from "./read-rdap.ts";
import type { Registration } from "./registration.ts";

/** Where IANA lists the RDAP service of each top level (RFC 9224). */
export const IANA_BOOTSTRAP = "https://data.iana.org/rdap/dns.json";
const KEEP_MS = 86_400_000;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type RdapDeps = { fetch: WebFetch; bootstrapUrl: string; now: () => number };

/** Keeps IANA's list for a day, and an older one for as long as there is no newer. */
export class Rdap {
  private services = new Map<string, string>();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: RdapDeps) {}

  /** Null when the top level has no RDAP service. Rejects with a Fault. */
  async ask(name: string, trip: WebTrip): Promise<Registration | null> {
    const base = await this.serviceOf(name, trip);
    if (base === null) return null;
    const url = new URL(`domain/${name}`, base.endsWith("/") ? base : `${base}/`);
    const answer = await this.get(url, trip);
    if (answer.status === 404) return { state: "free" };
    if (answer.status !== 200) {
      throw new Fault("internal", `The registry's RDAP service answers with HTTP status ${answer.status}.`);
    }
    return readRdap(answer.body);
  }

  private async serviceOf(name: string, trip: WebTrip): Promise<string | null> {
    const { bootstrapUrl, now } = this.deps;
    if (now() - this.readAt >= KEEP_MS) {
      const answer = await this.get(new URL(bootstrapUrl), trip);
      if (answer.status === 200) {
        this.services = readBootstrap(parseJson(answer.body));
        this.readAt = now();
      } else if (this.services.size === 0) {
        throw new Fault("internal", `IANA's list of registries answers with HTTP status ${answer.status}.`);
      }
    }
    // RFC 9224 §4: the entry with the most labels wins.
    const labels = name.split(".");
    const suffix = labels.map((_, at) => labels.slice(at).join(".")).find((end) => this.services.has(end));
    return suffix === undefined ? null : (this.services.get(suffix) ?? null);
  }

  private async get(first: URL, trip: WebTrip): Promise<WebAnswer> {
    let url = first;
    for (let left = MOST_REDIRECTS; ; left -= 1) {
      const headers = { accept: "application/rdap+json, application/json" };
      const answer = await this.deps.fetch({ url, method: "GET", headers, body: null }, trip);
      if (!REDIRECTS.has(answer.status)) return answer;
      const location = answer.header("location") ?? "";
      if (left === 0 || !URL.canParse(location, url.href)) {
        throw new Fault("internal", "The registry's redirects lead nowhere.");
      }
      url = new URL(location, url.href);
      if (url.protocol !== "https:" && url.protocol !== "http:") {
        throw new Fault("internal", `The registry redirects to ${url.protocol}, which is not HTTP.`);
      }
    }
  }
}

/** HTTPS where there is a choice. */
function readBootstrap(list: unknown): Map<string, string> {
  const services = new Map<string, string>();
  for (const service of isObject(list) ? listOf(list.services) : []) {
    const [names, urls] = listOf(service).map(listOf);
    const texts = (urls ?? []).filter((url) => typeof url === "string" && URL.canParse(url)) as string[];
    const url = texts.find((text) => text.startsWith("https:")) ?? texts[0];
    if (url === undefined) continue;
    for (const name of names ?? []) if (typeof name === "string") services.set(name.toLowerCase(), url);
  }
  return services;
}
