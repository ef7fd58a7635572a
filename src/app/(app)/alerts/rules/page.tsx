import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { DefaultRulesScreen } from "#ui/policy-form/default-rules-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export const metadata: Metadata = { title: "Default rules" };

export default async function DefaultRulesPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["workspace", "policy"]),
            queryFn: () => caller.workspace.policy(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["session", "me"]),
            queryFn: () => caller.session.me(),
          }),
        ])
      }
    >
      <DefaultRulesScreen />
    </Hydrated>
  );
}
