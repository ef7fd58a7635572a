import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { buildId } from "#server/runtime/build-id.ts";
import { FreshProofProvider } from "#ui/account/fresh-proof-provider.tsx";
import { PreferencesProvider } from "#ui/format/preferences-context.tsx";
import { Connection } from "#ui/shell/connection.tsx";
import { ReaderCookies } from "#ui/shell/reader-cookies.tsx";
import { Shell } from "#ui/shell/shell.tsx";
import { TopBar } from "#ui/shell/top-bar.tsx";
import { WorkspaceSwitcher } from "#ui/team/workspace-switcher.tsx";
import { Hydrated } from "./hydrated.tsx";

// Every page below reads the environment and the session: nothing of it exists at build time.
export const dynamic = "force-dynamic";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const identity = await findIdentity();
  if (identity === null) redirect("/sign-in");
  if (identity.workspace === null) redirect("/new-workspace");
  const { email, name, userId, workspace } = identity;
  const caller = await serverCaller();
  const { preferences, locale, timeZone } = await caller.session.reader();
  const reader = { userId, workspaceId: workspace.id, canEdit: workspace.role !== "viewer" };
  return (
    <Hydrated
      load={seeds(
        [["incident", "openCount"], () => caller.incident.openCount()],
        [["session", "me"], async () => identity],
      )}
    >
      <PreferencesProvider preferences={preferences}>
        <ReaderCookies locale={locale} timeZone={timeZone} />
        <TopBar
          email={email}
          name={name}
          workspace={workspace.name}
          workspaces={<WorkspaceSwitcher current={{ id: workspace.id, name: workspace.name }} />}
        />
        <Connection build={buildId()} />
        <main id="content" className="mx-auto max-w-7xl px-4 pt-6 pb-16 sm:px-6">
          <FreshProofProvider>{children}</FreshProofProvider>
        </main>
        <Shell reader={reader} />
      </PreferencesProvider>
    </Hydrated>
  );
}
