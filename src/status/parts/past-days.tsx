/** @jsxImportSource preact */
import type { SnapshotPost } from "#contracts/status-snapshot.ts";
import { groupPastDays } from "../group-past-days.ts";
import { plainText } from "../plain-text.ts";
import type { Frame } from "../render-document.tsx";
import { Markdown } from "./markdown.tsx";
import { PostTag, PostTime } from "./post-card.tsx";

type Props = { posts: readonly SnapshotPost[]; days: number; frame: Frame };

/** The last days, newest first; days on which nothing happened stand together. */
export function PastDays({ posts, days, frame }: Props) {
  const { words, options } = frame;
  const groups = groupPastDays({ posts, days, nowMs: options.nowMs, dayKey: words.dayKey });
  return (
    <ul class="days">
      {groups.map((group) => (
        <li key={group.to}>
          <h3>{group.from === group.to ? words.dayOf(group.to) : words.daysOf(group.from, group.to)}</h3>
          {group.posts.length === 0 && <p class="dim">{words.t("page.noIncidents")}</p>}
          {group.posts.map((post) => (
            <PastPost key={post.id} post={post} frame={frame} />
          ))}
        </li>
      ))}
    </ul>
  );
}

type PostProps = { post: SnapshotPost; frame: Frame; level?: 3 | 4 };

export function PastPost({ post, frame: { words, links }, level = 4 }: PostProps) {
  const Title = level === 3 ? "h3" : "h4";
  const [last] = post.updates;
  return (
    <div class="past">
      <Title dir="auto">
        <a href={links.post(post.id)}>{plainText(post.title)}</a>
      </Title>
      <p class="line">
        <PostTag post={post} words={words} />
        <PostTime post={post} words={words} />
      </p>
      {last && <Markdown text={last.body} words={words} />}
    </div>
  );
}
