import { SaxesParser } from "saxes";
import { addMonitor, emptyDraft, MOST_ITEMS, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { plainHttp } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

/** A sitemap (sitemaps.org 0.9). Documents with a DOCTYPE are refused, so there are no entities to expand. */
export function parseSitemap(text: string): ImportResult {
  const { addresses, isIndex } = readAddresses(text);
  if (isIndex) throw new ImportProblem("This is an index of sitemaps: bring in the sitemaps that it names.");
  const unique = [...new Set(addresses)];
  if (unique.length === 0) throw new ImportProblem("There are no addresses in this sitemap.");
  const draft = emptyDraft("sitemap");
  for (const url of unique) {
    if (!URL.canParse(url)) {
      warn(draft, url, "skipped", "This is no URL.");
      continue;
    }
    const { host, pathname } = new URL(url);
    addMonitor(draft, {
      foreignId: url,
      name: `${host}${pathname}`,
      check: plainHttp(url),
      intervalSec: 300,
      tags: [host],
    });
  }
  return toDocument(draft);
}

function readAddresses(text: string): { addresses: string[]; isIndex: boolean } {
  const addresses: string[] = [];
  let isIndex = false;
  let loc: string | null = null;
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw new ImportProblem("A sitemap has no DOCTYPE. This one is not read.");
  });
  parser.on("opentag", ({ name }) => {
    if (name === "sitemapindex") isIndex = true;
    if (name === "loc") loc = "";
  });
  parser.on("text", (part) => {
    if (loc !== null) loc += part;
  });
  parser.on("closetag", ({ name }) => {
    if (name !== "loc" || loc === null) return;
    addresses.push(loc.trim());
    loc = null;
    if (addresses.length > MOST_ITEMS) throw new ImportProblem(`${MOST_ITEMS} addresses at most.`);
  });
  parser.on("error", (error) => {
    throw new ImportProblem(`This is not well-formed XML: ${error.message}`);
  });
  parser.write(text).close();
  return { addresses, isIndex };
}
