import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { BacktestScreen } from "#ui/backtest/backtest-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Backtest" };

type BacktestPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BacktestPage({ searchParams }: BacktestPageProps) {
  const { monitor } = await searchParams;
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["backtest", "list"], () => caller.backtest.list()],
        [["workspace", "policy"], () => caller.workspace.policy()],
      )}
    >
      <BacktestScreen monitorId={typeof monitor === "string" ? monitor : null} />
    </Hydrated>
  );
}
