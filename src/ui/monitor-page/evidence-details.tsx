"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Evidence } from "#contracts/tick.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { OutcomeIcon } from "./readings-card.tsx";

/** What each assertion asked for and saw. */
export function AssertionList({ assertions }: { assertions: NonNullable<Evidence["assertions"]> }) {
  const t = useTranslations("monitorPage.evidence");
  return (
    <section aria-label={t("assertions")}>
      <h4 className="mb-1 text-xs text-ink-3">{t("assertions")}</h4>
      <ul className="flex flex-col gap-1.5">
        {assertions.map(({ text, observed, held }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same assertion may stand there twice
          <li key={index} className="flex items-start gap-2">
            {held ? (
              <CircleCheck role="img" aria-label={t("held")} className="mt-0.5 size-4 shrink-0 text-up" />
            ) : (
              <CircleX role="img" aria-label={t("broken")} className="mt-0.5 size-4 shrink-0 text-down" />
            )}
            <span lang="en" className="min-w-0 wrap-anywhere">
              {text}
              <span className="block text-xs text-ink-3">{t("saw", { observed })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The steps as far as they were taken. */
export function StepList({ steps }: { steps: NonNullable<Evidence["steps"]> }) {
  const t = useTranslations("monitorPage.evidence");
  const outcomes = useTranslations("common.outcome");
  const format = useFormat();
  const bars = layOutSteps(steps.map(({ totalUs }) => totalUs));
  return (
    <section aria-label={t("steps")}>
      <h4 className="mb-1 text-xs text-ink-3">{t("steps")}</h4>
      <ol className="flex flex-col gap-1.5">
        {steps.map(({ name, outcome, status, totalUs, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have one name, and they never move
          <li key={index} className="flex items-start gap-2">
            <OutcomeIcon outcome={outcome} />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="flex justify-between gap-3">
                <span className="font-medium">{name}</span>
                <span className="shrink-0 tabular-nums">{format.latency(totalUs / 1000)}</span>
              </span>
              <span aria-hidden className="my-1 block h-1.5 rounded-sm bg-idle-soft">
                <span
                  className={`block h-full rounded-sm ${outcome === "ok" ? "bg-phase-wait" : "bg-down-fill"}`}
                  style={bars[index]}
                />
              </span>
              <span className="block text-xs text-ink-3">
                {outcomes(outcome)}
                {status !== null && `, ${status}`}
                {outcome !== "ok" && <span lang="en">{` – ${message}`}</span>}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where in the whole each step begins and how much of it it takes, in percent. */
function layOutSteps(durations: readonly number[]): { marginLeft: string; width: string }[] {
  const whole = Math.max(
    1,
    durations.reduce((sum, duration) => sum + duration, 0),
  );
  let before = 0;
  return durations.map((duration) => {
    const start = before;
    before += duration;
    return { marginLeft: `${(start / whole) * 99}%`, width: `${Math.max(1, (duration / whole) * 100)}%` };
  });
}

type ArtifactListProps = { artifacts: NonNullable<Evidence["artifacts"]>; monitorId: string };

/** Screenshots are shown small, and open in a tab of their own. */
export function ArtifactList({ artifacts, monitorId }: ArtifactListProps) {
  const t = useTranslations("monitorPage.evidence");
  return (
    <ul aria-label={t("files")} className="flex flex-wrap gap-3">
      {artifacts.map(({ id, kind }) => {
        const address = `/api/monitors/${monitorId}/artifacts/${id}`;
        return (
          <li key={id}>
            <a
              href={address}
              target="_blank"
              rel="noreferrer"
              className="block rounded-md border bg-surface p-1 text-xs text-ink-2 hover:bg-hover"
            >
              {kind === "screenshot" && (
                // biome-ignore lint/performance/noImgElement: it needs the session's cookie, which the image optimiser does not send
                <img
                  src={address}
                  alt=""
                  loading="lazy"
                  className="mb-1 h-40 max-w-64 rounded object-cover object-top"
                />
              )}
              {t(`file.${kind}`)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
