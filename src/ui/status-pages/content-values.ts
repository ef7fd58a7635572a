import * as z from "zod";
import {
  ComponentName,
  type ComponentShow,
  PageDescription,
  PageTitle,
  StatusLayout,
  type StatusPageDetail,
} from "#contracts/status-page.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

type NamedMonitor = { id: string; name: string };
export type ComponentValues = {
  /** Of this form; `id` is the server's and comes with the first saving. */
  key: string;
  id?: string | undefined;
  name: string;
  description: string;
  monitors: NamedMonitor[];
  show: ComponentShow;
};
export type SectionValues = {
  key: string;
  id?: string | undefined;
  name: string;
  collapsed: boolean;
  components: ComponentValues[];
};
export type ContentValues = { title: string; description: string; sections: SectionValues[] };

const ContentInput = z.strictObject({
  title: PageTitle,
  description: PageDescription,
  layout: StatusLayout,
});
export type ContentInput = z.infer<typeof ContentInput>;

export function valuesOfPage(page: StatusPageDetail): ContentValues {
  const sections = page.sections.map(({ id, name, collapsed, components }) => ({
    key: id,
    id,
    name,
    collapsed,
    components: components.map((component) => ({
      key: component.id,
      id: component.id,
      name: component.name,
      description: component.description,
      monitors: component.monitors,
      show: component.show,
    })),
  }));
  return { title: page.title, description: page.description, sections };
}

export function newSection(key: string): SectionValues {
  return { key, name: "", collapsed: false, components: [] };
}

/** One for each monitor, under its own name until it is given another. */
export function newComponents(monitors: readonly NamedMonitor[], keyOf: () => string): ComponentValues[] {
  return monitors.map((monitor) => ({
    key: keyOf(),
    name: publicName(monitor.name),
    description: "",
    monitors: [monitor],
    show: { bars: true, uptime: true, chart: false, regions: true },
  }));
}

/** `ids` are those that were given to what is new here since the form was opened, by its key. */
export function readContent(values: ContentValues, ids: ReadonlyMap<string, string>): Read<ContentInput> {
  const idOf = ({ key, id }: { key: string; id?: string | undefined }) => {
    const known = id ?? ids.get(key);
    return known === undefined ? {} : { id: known };
  };
  return readWith(ContentInput, {
    title: values.title,
    description: values.description,
    layout: values.sections.map((section) => ({
      ...idOf(section),
      name: section.name.trim(),
      collapsed: section.collapsed,
      components: section.components.map((component) => ({
        ...idOf(component),
        name: component.name,
        description: component.description,
        monitorIds: component.monitors.map(({ id }) => id),
        show: component.show,
      })),
    })),
  });
}

/** What was saved has the order of what was sent: that tells which id belongs to what is new here. */
export function idsOfSaved(
  values: ContentValues,
  saved: Pick<StatusPageDetail, "sections">,
): [key: string, id: string][] {
  return values.sections.flatMap(({ key, components }, index): [string, string][] => {
    const section = saved.sections[index];
    if (section === undefined) return [];
    const inside = components.flatMap((component, at): [string, string][] => {
      const id = section.components[at]?.id;
      return id === undefined ? [] : [[component.key, id]];
    });
    return [[key, section.id], ...inside];
  });
}

function publicName(name: string): string {
  return ComponentName.safeParse(name).success ? name : name.trim().slice(0, 120);
}
