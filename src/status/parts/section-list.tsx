/** @jsxImportSource preact */
import type { SnapshotSection, StatusSnapshot } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";
import { ComponentRow, StateWord } from "./component-row.tsx";
import { BarShape } from "./day-bars.tsx";
import { Icon } from "./icons.tsx";

export function SectionList({ snapshot: { sections }, words }: { snapshot: StatusSnapshot; words: Words }) {
  const shown = sections.filter(({ components }) => components.length > 0);
  if (shown.length === 0) return null;
  const lengths = new Set(
    shown
      .flatMap(({ components }) => components.map(({ days }) => days?.length ?? 0))
      .filter((days) => days > 0),
  );
  return (
    <section aria-labelledby="h-c">
      <h2 id="h-c" class="vh">
        {words.t("page.components")}
      </h2>
      {[...lengths].map((days) => (
        <BarShape key={days} days={days} />
      ))}
      <div class="stack">
        {shown.map((section, at) => (
          <Section key={section.id} section={section} at={at} words={words} />
        ))}
      </div>
      {lengths.size > 0 && <Legend words={words} />}
    </section>
  );
}

function Section({ section, at, words }: { section: SnapshotSection; at: number; words: Words }) {
  const isNamed = section.name !== "";
  const rows = (
    <ul>
      {section.components.map((component, row) => (
        <ComponentRow
          key={component.id}
          component={component}
          id={`c${at}-${row}`}
          level={isNamed ? 4 : 3}
          words={words}
        />
      ))}
    </ul>
  );
  if (!isNamed) return <div class="card">{rows}</div>;
  const isCalm = section.state === "operational";
  return (
    <details class="card group" id={`s${at}`} open={!section.collapsed || !isCalm}>
      <summary>
        <Icon name="go" />
        <h3>
          <bdi>{plainText(section.name)}</bdi>
        </h3>
        <StateWord state={section.state} words={words} />
      </summary>
      {rows}
    </details>
  );
}

const KEYS = [
  { tone: "ok", text: "bars.legendUp" },
  { tone: "warn", text: "bars.legendDegraded" },
  { tone: "bad", text: "bars.legendDown" },
  { tone: "work", text: "bars.legendMaintenance" },
  { tone: "partly", text: "bars.legendPartly" },
  { tone: "idle", text: "bars.legendNone" },
] as const;

function Legend({ words }: { words: Words }) {
  return (
    <details id="key" class="small">
      <summary>{words.t("bars.legend")}</summary>
      <ul class="key">
        {KEYS.map(({ tone, text }) => (
          <li key={tone}>
            <svg viewBox="0 0 6 12" class={tone} aria-hidden="true">
              <rect class={tone} width="6" height="12" rx="1" />
            </svg>
            {words.t(text)}
          </li>
        ))}
      </ul>
    </details>
  );
}
