/** @jsxImportSource preact */

import type { ComponentState } from "#contracts/status-post.ts";
import type { SnapshotComponent } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";
import { DayBars } from "./day-bars.tsx";
import { Icon, TONE_OF_STATE } from "./icons.tsx";
import { LatencyChart } from "./latency-chart.tsx";
import { RegionLine } from "./region-line.tsx";

type Props = { component: SnapshotComponent; id: string; level: 3 | 4; words: Words };

export function ComponentRow({ component, id, level, words }: Props) {
  const Name = level === 3 ? "h3" : "h4";
  const name = plainText(component.name);
  const clean = { ...component, name };
  return (
    <li class="c" id={id}>
      <div class="split">
        <Name>
          <bdi>{name}</bdi>
        </Name>
        <StateWord state={component.state} words={words} />
      </div>
      {component.description && (
        <p class="dim" dir="auto">
          {plainText(component.description)}
        </p>
      )}
      {component.regions && <RegionLine regions={component.regions} words={words} />}
      {component.days && component.days.length > 0 && (
        <DayBars component={clean} days={component.days} id={id} words={words} />
      )}
      {!component.days && component.uptime && (
        <p class="small">{words.t("bars.uptime", { percent: words.percent(component.uptime.ratio) })}</p>
      )}
      {component.latency && <LatencyChart name={name} latency={component.latency} id={id} words={words} />}
    </li>
  );
}

export function StateWord({ state, words }: { state: ComponentState; words: Words }) {
  const tone = TONE_OF_STATE[state];
  return (
    <span class={`st ${tone}`}>
      <Icon name={tone} />
      {words.t(`state.${state}`)}
    </span>
  );
}
