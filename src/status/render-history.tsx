/** @jsxImportSource preact */
import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { historyMonths } from "./history-months.ts";
import { makeWords } from "./make-words.ts";
import { PastPost } from "./parts/past-days.tsx";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Rendered, RenderOptions } from "./render-options.ts";

/** Everything that began in a month such as 2026-11; null: the page's history does not reach it. */
export function renderHistory(
  snapshot: StatusSnapshot,
  month: string,
  options: RenderOptions,
): Rendered | null {
  const months = historyMonths(snapshot, options.nowMs);
  if (!months.includes(month)) return null;
  const { page } = snapshot;
  const words = makeWords(options.locale, page.look.timeZone);
  const title = words.t("page.historyTitle", { month: words.monthOf(month) });
  return renderDocument(options, {
    face: page,
    title: `${title} · ${plainText(page.title)}`,
    canonical: `/history/${month}`,
    body: (frame) => <Month snapshot={snapshot} month={month} months={months} frame={frame} />,
  });
}

type MonthProps = { snapshot: StatusSnapshot; month: string; months: string[]; frame: Frame };

function Month({ snapshot, month, months, frame: { words, links, options } }: MonthProps) {
  const frame = { words, links, options };
  const days = byDay(snapshot, month, frame);
  const at = months.indexOf(month);
  const [earlier, later] = [months[at + 1], months[at - 1]];
  return (
    <main id="main" tabIndex={-1}>
      <div>
        <p class="dim">
          <a href={links.page}>{words.t("page.home")}</a>
        </p>
        <h1>{words.monthOf(month)}</h1>
      </div>
      {days.length === 0 ? (
        <p class="dim">{words.t("page.noPosts")}</p>
      ) : (
        <ul class="days">
          {days.map(({ key, posts }) => (
            <li key={key}>
              <h2>{words.dayOf(key)}</h2>
              {posts.map((post) => (
                <PastPost key={post.id} post={post} frame={frame} level={3} />
              ))}
            </li>
          ))}
        </ul>
      )}
      <nav aria-label={words.t("page.history")} class="split">
        {earlier ? <a href={links.history(earlier)}>← {words.monthOf(earlier)}</a> : <span />}
        {later && <a href={links.history(later)}>{words.monthOf(later)} →</a>}
      </nav>
    </main>
  );
}

function byDay(snapshot: StatusSnapshot, month: string, { words }: Frame) {
  const { incidents, maintenance, announcements, history } = snapshot;
  const days = new Map<string, SnapshotPost[]>();
  const posts = [...incidents, ...maintenance, ...announcements, ...history];
  for (const post of posts.sort((one, other) => other.startsAt - one.startsAt)) {
    const key = words.dayKey(post.startsAt);
    if (!key.startsWith(month)) continue;
    days.set(key, [...(days.get(key) ?? []), post]);
  }
  return [...days].map(([key, found]) => ({ key, posts: found }));
}
