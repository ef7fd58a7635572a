import type { Extraction } from "#contracts/checks/multistep.ts";
import { findFirstGroup } from "#domain/check/match-pattern.ts";
import { readJson } from "#domain/check/read-json.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CookieJar } from "../http/cookie-jar.ts";
import { type HttpReply, headerOf } from "../http/send-http.ts";

const MOST_CHARACTERS = 8192;

export function needsBody(extractions: readonly Extraction[]): boolean {
  return extractions.some(({ source }) => source === "json" || source === "regex");
}

/** Takes what the next steps need out of an answer. Throws a Fault for the first that is not there. */
export async function extractVariables(
  extractions: readonly Extraction[],
  { reply, jar }: { reply: HttpReply; jar: CookieJar },
): Promise<[name: string, value: string][]> {
  const text = needsBody(extractions) ? (await reply.text()).text : "";
  const json = readJson(text);
  const look: Record<Extraction["source"], (name: string) => string | number | null> = {
    json,
    header: (name) => headerOf(reply, name.toLowerCase()),
    cookie: (name) => jar.valueOf(name),
    regex: (pattern) => findFirstGroup(pattern, text),
  };
  return extractions.map(({ variable, source, name }) => {
    const value = look[source](name);
    if (value === null) {
      throw new Fault("assertion", `The answer has nothing for ${variable}: no ${WHERE[source]} ${name}.`);
    }
    if (String(value).length > MOST_CHARACTERS) {
      throw new Fault("assertion", `What the answer has for ${variable} is longer than 8,192 characters.`);
    }
    // Half of a pair of UTF-16 can stand in no URL.
    return [variable, String(value).replaceAll(/\p{Surrogate}/gu, "\uFFFD")];
  });
}

const WHERE: Record<Extraction["source"], string> = {
  json: "value at",
  header: "header",
  cookie: "cookie",
  regex: "match of",
};
