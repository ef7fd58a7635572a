import type { Route } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { FreshProofProvider } from "#ui/account/fresh-proof-provider.tsx";
import { TopBar } from "#ui/shell/top-bar.tsx";
import { Hydrated } from "./hydrated.tsx";

// Every page below reads the environment and the session: nothing of it exists at build time.
export const dynamic = "force-dynamic";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const identity = await findIdentity();
  if (identity === null) redirect("/sign-in");
  if (identity.workspace === null) redirect("/new-workspace" as Route);
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["incident", "openCount"], () => caller.incident.openCount()])}>
      <TopBar email={identity.email} name={identity.name} workspace={identity.workspace.name} />
      <main id="content" className="mx-auto max-w-7xl px-4 pt-6 pb-16 sm:px-6">
        <FreshProofProvider>{children}</FreshProofProvider>
      </main>
    </Hydrated>
  );
}
