import type { Evidence } from "#contracts/tick.ts";
import type { Variables } from "./fill-variables.ts";

/** Shorter ones, such as a count, say nothing and would hide too much. */
const LEAST_LENGTH = 8;

/** Evidence in which the name of a variable stands for its value: it may be what somebody signs in with. */
export function maskVariables(evidence: Evidence, variables: Variables): Evidence {
  const hidden = [...variables]
    .filter(([, value]) => value.length >= LEAST_LENGTH)
    .sort(([, a], [, b]) => b.length - a.length);
  if (hidden.length === 0) return evidence;
  const mask = (text: string) =>
    hidden.reduce((rest, [name, value]) => rest.replaceAll(value, () => `{{vars.${name}}}`), text);
  return {
    ...evidence,
    message: mask(evidence.message).slice(0, 500),
    redirects: evidence.redirects.map((hop) => ({ ...hop, location: mask(hop.location).slice(0, 2048) })),
    responseHeaders: evidence.responseHeaders.map(([name, value]) => [name, mask(value).slice(0, 1024)]),
    bodySample: evidence.bodySample === null ? null : mask(evidence.bodySample).slice(0, 4096),
    ...(evidence.assertions && {
      assertions: evidence.assertions.map(({ text, observed, held }) => ({
        text: mask(text).slice(0, 500),
        observed: mask(observed).slice(0, 500),
        held,
      })),
    }),
    ...(evidence.steps && {
      steps: evidence.steps.map((step) => ({ ...step, message: mask(step.message).slice(0, 500) })),
    }),
  };
}
