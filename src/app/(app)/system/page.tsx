import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { SystemScreen } from "#ui/system/system-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage() {
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["system", "overview"], () => caller.system.overview()])}>
      <SystemScreen />
    </Hydrated>
  );
}
