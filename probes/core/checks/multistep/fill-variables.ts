import type { MultistepStep } from "#contracts/checks/multistep.ts";
import { VARIABLE_REFERENCE } from "#contracts/checks/variable-reference.ts";
import { Fault } from "#probes/core/fault.ts";

export type Variables = ReadonlyMap<string, string>;

const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const IN_XML: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** How a value is written so that it stays a value: it comes from the target, and must not become syntax. */
const IN_BODY: Record<MultistepStep["bodyType"], (value: string) => string> = {
  raw: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
  xml: (value) => value.replace(/[&<>"']/g, (character) => IN_XML[character] ?? ""),
  form: encodeURIComponent,
};

/** A step with `{{vars.NAME}}` put in. Throws a Fault when a variable is unknown or cannot stand where it should. */
export function fillVariables(step: MultistepStep, variables: Variables): MultistepStep {
  const fill = (text: string, write: (value: string) => string = plain) =>
    // One pass: what a value holds is never read as a reference again.
    text.replace(VARIABLE_REFERENCE, (_, name: string) => write(findValue(variables, name)));
  const fillHeader = (text: string) => {
    const value = fill(text);
    if (HEADER_VALUE.test(value)) return value;
    throw new Fault("assertion", "A variable holds a line break or a letter that no header can carry.");
  };
  return {
    ...step,
    url: fill(step.url, encodeURIComponent),
    query: step.query.map(({ name, value }) => ({ name, value: fill(value) })),
    headers: step.headers.map(({ name, value }) => ({ name, value: fillHeader(value) })),
    body: step.body === null ? null : fill(step.body, IN_BODY[step.bodyType]),
    assertions: {
      ...step.assertions,
      list: step.assertions.list.map((member) =>
        "list" in member
          ? { ...member, list: member.list.map((one) => ({ ...one, expected: fill(one.expected) })) }
          : { ...member, expected: fill(member.expected) },
      ),
    },
  };
}

function findValue(variables: Variables, name: string): string {
  const value = variables.get(name);
  if (value === undefined) throw new Fault("internal", `No step before this one has found ${name}.`);
  return value;
}

function plain(value: string): string {
  return value;
}
