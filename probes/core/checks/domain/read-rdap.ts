import { Fault } from "../../fault.ts";
import type { Registration } from "./registration.ts";
import { readStrictDate } from "./strict-date.ts";

const MOST_STATUSES = 20;

/** Reads a domain object of RFC 9083 §5.3. Throws a Fault `internal`: what a registry says badly is no fault of the domain. */
export function readRdap(body: Uint8Array): Registration {
  const domain = parseJson(body);
  if (!isObject(domain) || domain.objectClassName !== "domain") {
    throw new Fault("internal", "The registry's answer is not an RDAP domain.");
  }
  return {
    state: "registered",
    expiresAt: readExpiry(domain.events),
    registrar: readRegistrar(domain.entities),
    statuses: listOf(domain.status)
      .filter((status) => typeof status === "string")
      .slice(0, MOST_STATUSES),
  };
}

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Fault("internal", "The registry's answer is not JSON.");
    throw error;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The registry's date; a registrar's own may differ. */
function readExpiry(events: unknown): number | null {
  for (const event of listOf(events)) {
    if (!isObject(event) || event.eventAction !== "expiration") continue;
    return typeof event.eventDate === "string" ? readStrictDate(event.eventDate) : null;
  }
  return null;
}

/** From the registrar's jCard (RFC 7095), a list of [name, parameters, type, value]. */
function readRegistrar(entities: unknown): string | null {
  const registrar = listOf(entities).find(
    (entity) => isObject(entity) && listOf(entity.roles).includes("registrar"),
  );
  if (!isObject(registrar)) return null;
  for (const property of listOf(listOf(registrar.vcardArray)[1])) {
    const [name, , , value] = listOf(property);
    if (name === "fn" && typeof value === "string" && value !== "") return value;
  }
  return typeof registrar.handle === "string" ? registrar.handle : null;
}
