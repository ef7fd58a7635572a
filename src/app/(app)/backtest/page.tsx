import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { BacktestScreen } from "#ui/backtest/backtest-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("backtest");
  return { title: t("title") };
}

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
