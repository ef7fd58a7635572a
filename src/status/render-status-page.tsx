/** @jsxImportSource preact */
import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { makeWords } from "./make-words.ts";
import { Markdown } from "./parts/markdown.tsx";
import { Notices } from "./parts/notices.tsx";
import { PastDays } from "./parts/past-days.tsx";
import { PostCard } from "./parts/post-card.tsx";
import { SectionList } from "./parts/section-list.tsx";
import { headlineOf, StateHero } from "./parts/state-hero.tsx";
import { SubscribeBlock } from "./parts/subscribe-block.tsx";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Rendered, RenderOptions } from "./render-options.ts";

/** Days of the past on the page itself; the rest has pages by month. */
const PAST_DAYS = 14;

export function renderStatusPage(snapshot: StatusSnapshot, options: RenderOptions): Rendered {
  const { page } = snapshot;
  const words = makeWords(options.locale, page.look.timeZone);
  const title = plainText(page.title);
  const headline = headlineOf(snapshot, words);
  return renderDocument(options, {
    face: page,
    title: words.t("page.metaTitle", { title }),
    description: words.t("page.metaDescription", { headline, title }),
    canonical: "",
    isLive: true,
    body: (frame) => (
      <>
        <Main snapshot={snapshot} headline={headline} frame={frame} />
        <SubscribeBlock face={page} frame={frame} />
      </>
    ),
  });
}

type MainProps = { snapshot: StatusSnapshot; headline: string; frame: Frame };

function Main({ snapshot, headline, frame }: MainProps) {
  const { words, links, options } = frame;
  return (
    <main id="main" tabIndex={-1} data-at={snapshot.generatedAt} data-say={headline}>
      <div class="stack">
        <Notices snapshot={snapshot} frame={frame} />
        <StateHero snapshot={snapshot} words={words} />
        {snapshot.page.description && <Markdown text={snapshot.page.description} words={words} level={2} />}
      </div>
      <Posts id="h-a" title={words.t("page.announcements")} posts={snapshot.announcements} frame={frame} />
      <Posts id="h-i" title={words.t("page.incidents")} posts={snapshot.incidents} frame={frame} />
      <Posts id="h-m" title={words.t("page.maintenance")} posts={snapshot.maintenance} frame={frame} />
      <SectionList snapshot={snapshot} words={words} />
      <section aria-labelledby="h-p">
        <div class="split h">
          <h2 id="h-p">{words.t("page.past")}</h2>
          <a class="dim" href={links.history(words.dayKey(options.nowMs).slice(0, 7))}>
            {words.t("page.history")}
          </a>
        </div>
        <PastDays
          posts={snapshot.history.filter(({ kind }) => kind !== "announcement")}
          days={Math.min(PAST_DAYS, snapshot.page.look.historyDays)}
          frame={frame}
        />
      </section>
    </main>
  );
}

type PostsProps = { id: string; title: string; posts: readonly SnapshotPost[]; frame: Frame };

function Posts({ id, title, posts, frame }: PostsProps) {
  if (posts.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="h">
        {title}
      </h2>
      <div class="stack">
        {posts.map((post) => (
          <PostCard key={post.id} post={post} frame={frame} />
        ))}
      </div>
    </section>
  );
}
