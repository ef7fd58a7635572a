-- AlterTable
ALTER TABLE "backtest" ADD COLUMN     "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "ticks_done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ticks_total" INTEGER NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX backtest_running ON backtest (workspace_id) WHERE status = 'running';
