/** @jsxImportSource preact */
import type { SnapshotPost } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";
import type { Frame } from "../render-document.tsx";
import { Icon, toneOfPost } from "./icons.tsx";
import { Markdown } from "./markdown.tsx";
import { Moment } from "./moment.tsx";
import { Sentence } from "./sentence.tsx";

/** Updates that stand open; the rest is one click away. */
const OPEN_UPDATES = 3;

export function PostCard({ post, frame: { words, links } }: { post: SnapshotPost; frame: Frame }) {
  const shown = post.updates.slice(0, OPEN_UPDATES);
  const earlier = post.updates.slice(OPEN_UPDATES);
  return (
    <article class="card post" aria-labelledby={`p-${post.id}`} id={`a-${post.id}`}>
      <div class="stack">
        <div class="line">
          <PostTag post={post} words={words} />
          {post.kind !== "announcement" && <PostTime post={post} words={words} />}
        </div>
        <h3 id={`p-${post.id}`} dir="auto">
          <a href={links.post(post.id)}>{plainText(post.title)}</a>
        </h3>
        <AffectedLine post={post} words={words} />
      </div>
      <UpdateList updates={shown} kind={post.kind} words={words} />
      {earlier.length > 0 && (
        <details class="small" id={`u-${post.id}`}>
          <summary>{words.t("page.earlier", { count: earlier.length })}</summary>
          <UpdateList updates={earlier} kind={post.kind} words={words} />
        </details>
      )}
    </article>
  );
}

export function PostTag({ post, words }: { post: Pick<SnapshotPost, "kind" | "state">; words: Words }) {
  const { tone, icon } = toneOfPost(post);
  return (
    <span class={`tag ${tone}`}>
      <Icon name={icon} />
      {words.t(`postState.${post.state}`)}
    </span>
  );
}

/** When it is, or since when. */
export function PostTime({ post, words }: { post: SnapshotPost; words: Words }) {
  const { kind, startsAt, endsAt } = post;
  if (kind === "announcement") {
    return (
      <span class="dim">
        <Moment at={post.publishedAt} words={words} />
      </span>
    );
  }
  const isSpan = endsAt !== null;
  return (
    <span class="dim">
      <Sentence
        text={(marks) =>
          isSpan
            ? words.t("page.window", { from: marks.from ?? "", to: marks.to ?? "" })
            : words.t("page.started", { time: marks.from ?? "" })
        }
        slots={{
          from: <Moment at={startsAt} words={words} />,
          to: (
            <Moment
              at={endsAt ?? startsAt}
              words={words}
              only={isSameDay(post, words) ? "time" : undefined}
            />
          ),
        }}
      />
    </span>
  );
}

function isSameDay({ startsAt, endsAt }: SnapshotPost, words: Words): boolean {
  return endsAt !== null && words.dayKey(startsAt) === words.dayKey(endsAt);
}

export function AffectedLine({ post: { components }, words }: { post: SnapshotPost; words: Words }) {
  if (components.length === 0) return null;
  const names = components.map(({ name, impact }) =>
    impact === "operational" ? plainText(name) : `${plainText(name)} (${words.t(`state.${impact}`)})`,
  );
  return (
    <p class="dim">
      <bdi>{words.t("page.affected", { names: words.names(names) })}</bdi>
    </p>
  );
}

type Updates = {
  updates: SnapshotPost["updates"];
  kind: SnapshotPost["kind"];
  words: Words;
  /** Of the highest heading in them. */
  level?: 3 | 4;
};

export function UpdateList({ updates, kind, words, level = 4 }: Updates) {
  return (
    <ol class="ups">
      {updates.map((update) => (
        <li key={update.id}>
          <p class="line">
            {kind !== "announcement" && <b>{words.t(`postState.${update.state}`)}</b>}
            <span class="dim">
              <Moment at={update.at} words={words} />
            </span>
          </p>
          <Markdown text={update.body} words={words} level={level} />
        </li>
      ))}
    </ol>
  );
}
