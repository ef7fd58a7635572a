export type ReadSample = { name: string; labels: Record<string, string>; value: number };
export type ReadFamily = { name: string; type: string; help: string; samples: ReadSample[] };

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const HEAD = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (NaN|[+-]Inf|-?[0-9.e+-]+)$`);
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;
const ESCAPES: Record<string, string> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

/** Reads what a scrape answered as strictly as Prometheus does; throws at the first line that it would not take. */
export function readExposition(text: string): Map<string, ReadFamily> {
  if (!text.endsWith("\n")) throw new Error("The last line does not end.");
  const families = new Map<string, ReadFamily>();
  const lines = text.split("\n").slice(0, -1);
  const isOpen = lines.at(-1) === "# EOF";
  let family: ReadFamily | null = null;
  for (const line of isOpen ? lines.slice(0, -1) : lines) {
    const head = HEAD.exec(line);
    if (head) family = readHead(families, head);
    else if (line !== "") addSample(family, readSample(line), isOpen);
  }
  return families;
}

function readHead(families: Map<string, ReadFamily>, [, what, name = "", rest = ""]: string[]): ReadFamily {
  const known = families.get(name);
  if (what === "HELP") {
    if (known) throw new Error(`${name} is described twice.`);
    const family = { name, type: "untyped", help: rest, samples: [] };
    families.set(name, family);
    return family;
  }
  if (!known || known.samples.length > 0) throw new Error(`The type of ${name} is in the wrong place.`);
  known.type = rest;
  return known;
}

function readSample(line: string): ReadSample {
  const found = SAMPLE.exec(line);
  if (!found) throw new Error(`Not a sample: ${line}`);
  const [, name = "", labels = "", value = ""] = found;
  return { name, labels: readLabels(labels), value: Number(value.replace("Inf", "Infinity")) };
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== "") {
    const found = LABEL.exec(rest);
    if (!found) throw new Error(`Not a label: ${rest}`);
    const [whole, name = "", value = ""] = found;
    if (name in labels) throw new Error(`The label ${name} is there twice.`);
    labels[name] = value.replace(/\\["\\n]/g, (escaped) => ESCAPES[escaped] ?? "");
    rest = rest.slice(whole.length);
  }
  return labels;
}

function addSample(family: ReadFamily | null, sample: ReadSample, isOpen: boolean): void {
  if (!family) throw new Error(`${sample.name} has no family.`);
  const suffix = sample.name.slice(family.name.length);
  const counter = isOpen ? ["_total"] : [""];
  const allowed =
    family.type === "histogram" ? ["_bucket", "_sum", "_count"] : family.type === "counter" ? counter : [""];
  if (!sample.name.startsWith(family.name) || !allowed.includes(suffix)) {
    throw new Error(`${sample.name} does not belong to ${family.name}.`);
  }
  const key = JSON.stringify(sample.labels, Object.keys(sample.labels).sort());
  const isTwice = family.samples.some(
    (other) =>
      other.name === sample.name && JSON.stringify(other.labels, Object.keys(other.labels).sort()) === key,
  );
  if (isTwice) throw new Error(`${sample.name}${key} is there twice.`);
  family.samples.push(sample);
}
