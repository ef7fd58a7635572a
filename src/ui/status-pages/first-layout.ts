import { ComponentName, SectionInput, type StatusLayout } from "#contracts/status-page.ts";

type Shown = { id: string; name: string; tags: readonly string[] };

/** What the contract takes in one section, and on a page. */
const IN_SECTION = 200;
const SECTIONS = 50;
/** More components the server does not take on one page; nobody would read them either. */
export const MOST_COMPONENTS = 500;

/**
 * A page that can be shown at once: every monitor under its own name, in a section for each of `tags` in their order
 * (a monitor counts for the first of its own), and what has none of them in one without a heading at the end.
 */
export function firstLayout(monitors: readonly Shown[], tags: readonly string[]): StatusLayout {
  const sections = tags.map((tag) => ({ name: headingOf(tag), monitors: [] as Shown[] }));
  const rest: Shown[] = [];
  for (const monitor of monitors.slice(0, MOST_COMPONENTS)) {
    const at = tags.findIndex((tag) => monitor.tags.includes(tag));
    (sections[at]?.monitors ?? rest).push(monitor);
  }
  return [...sections, { name: "", monitors: rest }]
    .flatMap(({ name, monitors: inside }) => cut(inside).map((part) => ({ name, monitors: part })))
    .slice(0, SECTIONS)
    .map(({ name, monitors: inside }) => SectionInput.parse({ name, components: inside.map(componentOf) }));
}

function componentOf({ id, name }: Shown) {
  const known = ComponentName.safeParse(name);
  return { name: known.success ? known.data : name.trim().slice(0, 120), monitorIds: [id] };
}

function cut(monitors: readonly Shown[]): Shown[][] {
  const parts: Shown[][] = [];
  for (let from = 0; from < monitors.length; from += IN_SECTION) {
    parts.push(monitors.slice(from, from + IN_SECTION));
  }
  return parts;
}

/** "payments-eu" is a tag; visitors read "Payments eu". */
function headingOf(tag: string): string {
  const words = tag.replace(/[-_:]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
