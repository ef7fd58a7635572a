/** @jsxImportSource preact */
import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { Markdown } from "./parts/markdown.tsx";
import { AffectedLine, PostTag, PostTime, UpdateList } from "./parts/post-card.tsx";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Rendered, RenderOptions } from "./render-options.ts";

/** Null: the page has no such post. */
export function renderPost(
  snapshot: StatusSnapshot,
  postId: string,
  options: RenderOptions,
): Rendered | null {
  const { page, incidents, maintenance, announcements, history } = snapshot;
  const post = [...incidents, ...maintenance, ...announcements, ...history].find(({ id }) => id === postId);
  if (!post) return null;
  const title = plainText(post.title);
  return renderDocument(options, {
    face: page,
    title: `${title} · ${plainText(page.title)}`,
    description: plainText(post.updates[0]?.body ?? title).slice(0, 200),
    canonical: `/posts/${post.id}`,
    body: (frame) => <Post post={post} frame={frame} />,
  });
}

function Post({ post, frame: { words, links } }: { post: SnapshotPost; frame: Frame }) {
  const isOver = post.endsAt !== null && post.kind === "incident";
  return (
    <main id="main" tabIndex={-1}>
      <div class="stack">
        <p class="dim">
          <a href={links.page}>{words.t("page.home")}</a>
        </p>
        <h1 dir="auto">{plainText(post.title)}</h1>
        <p class="line">
          <PostTag post={post} words={words} />
          <PostTime post={post} words={words} />
          {isOver && (
            <span class="dim">
              {words.t("page.duration", { duration: words.duration((post.endsAt ?? 0) - post.startsAt) })}
            </span>
          )}
        </p>
        <AffectedLine post={post} words={words} />
      </div>
      {post.postMortem && (
        <section class="card post" aria-labelledby="h-w">
          <h2 id="h-w">{words.t("page.postMortem")}</h2>
          <Markdown text={post.postMortem} words={words} level={3} />
        </section>
      )}
      <section aria-labelledby="h-u">
        <h2 id="h-u" class="h">
          {words.t("page.updates")}
        </h2>
        <UpdateList updates={post.updates} kind={post.kind} words={words} level={3} />
      </section>
    </main>
  );
}
