/** @jsxImportSource preact */
import type { SnapshotComponent, StatusSnapshot } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";
import { Icon, TONE_OF_STATE } from "./icons.tsx";
import { Moment } from "./moment.tsx";
import { Sentence } from "./sentence.tsx";

const MOST_NAMES = 4;

/** The whole page in one sentence. */
export function StateHero({ snapshot, words }: { snapshot: StatusSnapshot; words: Words }) {
  const tone = TONE_OF_STATE[snapshot.state];
  const affected = affectedOf(snapshot);
  return (
    <div class={`hero ${tone}`}>
      <Icon name={tone} />
      <div>
        <h1>
          <span class="vh">{plainText(snapshot.page.title)}: </span>
          {headlineOf(snapshot, words)}
        </h1>
        {affected.length > 0 && (
          <p>
            <bdi>{words.t("page.affected", { names: namesOf(affected, words) })}</bdi>
          </p>
        )}
        <p>
          <Sentence
            text={(marks) => words.t("page.asOf", { time: marks.time ?? "" })}
            slots={{ time: <Moment at={snapshot.judgedAt} words={words} /> }}
          />
        </p>
      </div>
    </div>
  );
}

export function headlineOf(snapshot: StatusSnapshot, words: Words): string {
  const components = snapshot.sections.flatMap((section) => section.components);
  if (components.length === 0) return words.t("headline.empty");
  const isAllDown = components.every(({ state }) => state === "major_outage");
  return words.t(isAllDown ? "headline.all_down" : `headline.${snapshot.state}`);
}

/** What the sentence is about. */
function affectedOf({ state, sections }: StatusSnapshot): SnapshotComponent[] {
  const components = sections.flatMap((section) => section.components);
  if (state === "operational") return [];
  const affected = components.filter((component) => component.state !== "operational");
  return affected.length === components.length ? [] : affected;
}

function namesOf(components: readonly SnapshotComponent[], words: Words): string {
  const names = components.map(({ name }) => plainText(name));
  if (names.length <= MOST_NAMES) return words.names(names);
  const rest = words.t("page.more", { count: names.length - MOST_NAMES + 1 });
  return words.names([...names.slice(0, MOST_NAMES - 1), rest]);
}
