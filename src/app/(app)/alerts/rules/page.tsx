import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { DefaultRulesScreen } from "#ui/policy-form/default-rules-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export const metadata: Metadata = { title: "Default rules" };

export default async function DefaultRulesPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["workspace", "policy"], () => caller.workspace.policy()],
        [["session", "me"], () => caller.session.me()],
      )}
    >
      <DefaultRulesScreen />
    </Hydrated>
  );
}
