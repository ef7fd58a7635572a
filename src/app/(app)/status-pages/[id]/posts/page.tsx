import type { Metadata } from "next";
import * as z from "zod";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { PostsPanel } from "#ui/status-posts/posts-panel.tsx";
import { Hydrated } from "../../../hydrated.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

type PostsPageProps = TabPageProps & { searchParams: Promise<{ incident?: string | string[] }> };

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("posts", props);

export default async function StatusPagePostsPage({ params, searchParams }: PostsPageProps) {
  const [{ id: pageId }, { incident }, caller] = await Promise.all([params, searchParams, serverCaller()]);
  const input = { pageId, filter: "open" } as const;
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["statusPost", "list"], input),
            queryFn: () => caller.statusPost.list(input),
            initialPageParam: null,
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["statusTemplate", "list"]),
            queryFn: () => caller.statusTemplate.list(),
          }),
        ])
      }
    >
      <PostsPanel incidentId={z.uuid().safeParse(incident).data ?? null} />
    </Hydrated>
  );
}
