import { BACKTEST_NOTE } from "#ui/backtest/backtest-words.ts";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function BacktestLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading backtests">
      <PageHeader title="Backtest" note={BACKTEST_NOTE} />
      <Skeleton className="h-80" />
      <Skeleton className="h-40" />
    </div>
  );
}
