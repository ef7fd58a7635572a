import { addMonitor, emptyDraft, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { pageSlug } from "../page-slug.ts";
import { type Fields, fieldsOf, listOf, parseJson, textOf } from "../read-object.ts";
import { plainHttp } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

/**
 * `components.json` or `summary.json` of a page of Atlassian Statuspage, or the list of `GET /v1/pages/…/components`. It
 * does not say what is checked: each component gets a paused monitor of the page's own address, for a person to mend.
 */
export function parseStatuspage(text: string): ImportResult {
  const answer = parseJson(text, "components.json of a status page");
  const components = Array.isArray(answer) ? listOf(answer) : listOf(fieldsOf(answer).components);
  if (components.length === 0) throw new ImportProblem("There are no components in this file.");
  const draft = emptyDraft("statuspage");
  const page = fieldsOf(fieldsOf(answer).page);
  const title = nameFrom(textOf(page.name) || "Status");
  const url = /^https?:\/\//.test(textOf(page.url)) ? textOf(page.url) : "https://example.com/";
  const shown = components.filter(({ group }) => group !== true);
  for (const component of shown) {
    const name = nameFrom(textOf(component.name));
    warn(
      draft,
      name,
      "mapped",
      "Its monitor is paused and checks the page: say what it really checks, then resume it.",
    );
    addMonitor(draft, {
      foreignId: idOf(component),
      name,
      check: plainHttp(url),
      intervalSec: 300,
      paused: true,
    });
  }
  const groups = components.filter(({ group }) => group === true);
  const sections = [
    { name: "", components: shown.filter(({ group_id }) => textOf(group_id) === "") },
    ...groups.map((group) => ({
      name: nameFrom(textOf(group.name)),
      components: shown.filter(({ group_id }) => textOf(group_id) === textOf(group.id)),
    })),
  ];
  draft.pages.push({
    foreignId: textOf(page.id) || title,
    title,
    slug: pageSlug(title),
    description: "",
    sections: sections
      .filter(({ components: list }) => list.length > 0)
      .map((section) => ({ name: section.name, components: section.components.map(toComponent) })),
  });
  warn(
    draft,
    title,
    "lost",
    "Incidents, subscribers and looks of the page are left out; it is a draft until you publish it.",
  );
  return toDocument(draft);
}

function idOf(component: Fields): string {
  return textOf(component.id) || nameFrom(textOf(component.name));
}

function toComponent(component: Fields) {
  const description = textOf(component.description).slice(0, 500);
  return { name: nameFrom(textOf(component.name)), description, monitors: [idOf(component)] };
}
