import { moveItem } from "#ui/forms/move-item.ts";
import type { ComponentValues, SectionValues } from "./content-values.ts";

type Sections = readonly SectionValues[];
export type Place = { section: number; index: number };

export function placeOf(sections: Sections, key: string): Place | null {
  for (const [section, { components }] of sections.entries()) {
    const index = components.findIndex((component) => component.key === key);
    if (index >= 0) return { section, index };
  }
  return null;
}

/** `to.index` counts without the component itself. Nothing changes where one of both is not there. */
export function moveComponent(sections: Sections, key: string, to: Place): Sections {
  const from = placeOf(sections, key);
  if (from === null || sections[to.section] === undefined) return sections;
  if (from.section === to.section && from.index === to.index) return sections;
  const moved = sections[from.section]?.components[from.index];
  if (moved === undefined) return sections;
  return insertComponent(removeComponent(sections, key), moved, to);
}

/** A place up or down; from the end of a section into the next one. Null where there is nowhere to go. */
export function neighbourOf(sections: Sections, { section, index }: Place, step: -1 | 1): Place | null {
  const count = sections[section]?.components.length ?? 0;
  const next = index + step;
  if (next >= 0 && next < count) return { section, index: next };
  const other = sections[section + step];
  if (other === undefined) return null;
  return { section: section + step, index: step === 1 ? 0 : other.components.length };
}

export function insertComponent(sections: Sections, component: ComponentValues, to: Place): SectionValues[] {
  return sections.map((section, at) =>
    at === to.section
      ? { ...section, components: section.components.toSpliced(to.index, 0, component) }
      : section,
  );
}

export function removeComponent(sections: Sections, key: string): SectionValues[] {
  return sections.map((section) =>
    section.components.some((component) => component.key === key)
      ? { ...section, components: section.components.filter((component) => component.key !== key) }
      : section,
  );
}

export function changeComponent(
  sections: Sections,
  key: string,
  part: Partial<ComponentValues>,
): SectionValues[] {
  return sections.map((section) =>
    section.components.some((component) => component.key === key)
      ? {
          ...section,
          components: section.components.map((component) =>
            component.key === key ? { ...component, ...part } : component,
          ),
        }
      : section,
  );
}

export function moveSection(sections: Sections, key: string, to: number): Sections {
  const from = sections.findIndex((section) => section.key === key);
  if (from < 0 || to < 0 || to >= sections.length || from === to) return sections;
  return moveItem(sections, from, to);
}
