-- CreateEnum
CREATE TYPE "RegionFaultKind" AS ENUM ('control', 'mass_failure');

-- CreateEnum
CREATE TYPE "IncidentKind" AS ENUM ('automatic', 'manual', 'system');

-- CreateEnum
CREATE TYPE "BacktestStatus" AS ENUM ('running', 'done', 'failed', 'cancelled');

-- AlterEnum
ALTER TYPE "DeliveryStatus" ADD VALUE 'suppressed';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "DeliveryEvent" ADD VALUE 'degraded';
ALTER TYPE "DeliveryEvent" ADD VALUE 'flapping';
ALTER TYPE "DeliveryEvent" ADD VALUE 'reminder';
ALTER TYPE "DeliveryEvent" ADD VALUE 'escalation';
ALTER TYPE "DeliveryEvent" ADD VALUE 'acknowledged';

-- DropIndex
DROP INDEX "delivery_monitor_id_seq_channel_id_key";

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "policy" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- AlterTable
ALTER TABLE "monitor" ADD COLUMN     "escalation_policy_id" UUID,
ADD COLUMN     "host" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "policy" JSONB,
ADD COLUMN     "severity" TEXT NOT NULL DEFAULT 'normal',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "monitor_state" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "memory" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "raw" "VerdictKind" NOT NULL DEFAULT 'unknown',
ADD COLUMN     "slow_us" INTEGER;

-- AlterTable
ALTER TABLE "transition" ADD COLUMN     "raw" "VerdictKind" NOT NULL DEFAULT 'unknown';

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3),
ADD COLUMN     "acknowledged_by" TEXT,
ADD COLUMN     "assigned_user_id" UUID,
ADD COLUMN     "caused_by_id" UUID,
ADD COLUMN     "created_by_user_id" UUID,
ADD COLUMN     "escalation" JSONB,
ADD COLUMN     "first_failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "kind" "IncidentKind" NOT NULL DEFAULT 'automatic',
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "next_reminder_at" TIMESTAMPTZ(3),
ADD COLUMN     "next_step" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_step_at" TIMESTAMPTZ(3),
ADD COLUMN     "post_mortem" TEXT,
ADD COLUMN     "remind_every_ms" INTEGER,
ADD COLUMN     "reminders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "severity" TEXT NOT NULL DEFAULT 'normal',
ADD COLUMN     "system_key" TEXT,
ADD COLUMN     "title" TEXT,
ADD COLUMN     "worst" "VerdictKind" NOT NULL DEFAULT 'down',
ALTER COLUMN "monitor_id" DROP NOT NULL,
ALTER COLUMN "opened_seq" DROP NOT NULL;

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "failure_streak" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "open_until" TIMESTAMPTZ(3),
ADD COLUMN     "quiet_hours" JSONB,
ADD COLUMN     "tells_owners" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "grouped" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "held_because" TEXT,
ADD COLUMN     "leader_id" UUID,
ADD COLUMN     "link_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "ordinal" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "request" JSONB;

-- CreateTable
CREATE TABLE "region_fault" (
    "id" SERIAL NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "kind" "RegionFaultKind" NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,

    CONSTRAINT "region_fault_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor_parent" (
    "monitor_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,

    CONSTRAINT "monitor_parent_pkey" PRIMARY KEY ("monitor_id","parent_id")
);

-- CreateTable
CREATE TABLE "monitor_baseline" (
    "monitor_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "median_us" JSONB NOT NULL,

    CONSTRAINT "monitor_baseline_pkey" PRIMARY KEY ("monitor_id","hour")
);

-- CreateTable
CREATE TABLE "advisory" (
    "id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,

    CONSTRAINT "advisory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_monitor" (
    "incident_id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,

    CONSTRAINT "incident_monitor_pkey" PRIMARY KEY ("incident_id","monitor_id")
);

-- CreateTable
CREATE TABLE "incident_event" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "actor" TEXT,
    "message" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_evidence" (
    "incident_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "tick" JSONB NOT NULL,
    "evidence" JSONB,

    CONSTRAINT "incident_evidence_pkey" PRIMARY KEY ("incident_id","region","scheduled_at")
);

-- CreateTable
CREATE TABLE "maintenance" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "timing" JSONB NOT NULL,
    "everything" BOOLEAN NOT NULL DEFAULT false,
    "hook_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "planned_to" TIMESTAMPTZ(3),

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance_target" (
    "id" SERIAL NOT NULL,
    "maintenance_id" UUID NOT NULL,
    "monitor_id" INTEGER,
    "tag" TEXT,

    CONSTRAINT "maintenance_target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance_occurrence" (
    "id" UUID NOT NULL,
    "maintenance_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_occurrence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_policy" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "escalation_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_schedule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rotation" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "on_call_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_override" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backtest" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "status" "BacktestStatus" NOT NULL DEFAULT 'running',
    "input" JSONB NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL,
    "result" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backtest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "instance_setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "region_fault_region_id_from_at_idx" ON "region_fault"("region_id", "from_at");

-- CreateIndex
CREATE INDEX "region_fault_to_at_idx" ON "region_fault"("to_at");

-- CreateIndex
CREATE INDEX "monitor_parent_parent_id_idx" ON "monitor_parent"("parent_id");

-- CreateIndex
CREATE INDEX "monitor_baseline_hour_idx" ON "monitor_baseline"("hour");

-- CreateIndex
CREATE INDEX "advisory_monitor_id_from_at_idx" ON "advisory"("monitor_id", "from_at");

-- CreateIndex
CREATE INDEX "incident_monitor_monitor_id_idx" ON "incident_monitor"("monitor_id");

-- CreateIndex
CREATE INDEX "incident_event_incident_id_at_idx" ON "incident_event"("incident_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "maintenance_hook_hash_key" ON "maintenance"("hook_hash");

-- CreateIndex
CREATE INDEX "maintenance_workspace_id_idx" ON "maintenance"("workspace_id");

-- CreateIndex
CREATE INDEX "maintenance_planned_to_idx" ON "maintenance"("planned_to");

-- CreateIndex
CREATE INDEX "maintenance_target_maintenance_id_idx" ON "maintenance_target"("maintenance_id");

-- CreateIndex
CREATE INDEX "maintenance_target_monitor_id_idx" ON "maintenance_target"("monitor_id");

-- CreateIndex
CREATE INDEX "maintenance_occurrence_starts_at_idx" ON "maintenance_occurrence"("starts_at");

-- CreateIndex
CREATE INDEX "maintenance_occurrence_ends_at_idx" ON "maintenance_occurrence"("ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "maintenance_occurrence_maintenance_id_starts_at_key" ON "maintenance_occurrence"("maintenance_id", "starts_at");

-- CreateIndex
CREATE INDEX "escalation_policy_workspace_id_name_idx" ON "escalation_policy"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "on_call_schedule_workspace_id_name_idx" ON "on_call_schedule"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "on_call_override_schedule_id_starts_at_idx" ON "on_call_override"("schedule_id", "starts_at");

-- CreateIndex
CREATE INDEX "on_call_override_channel_id_idx" ON "on_call_override"("channel_id");

-- CreateIndex
CREATE INDEX "backtest_workspace_id_created_at_idx" ON "backtest"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "monitor_tags_idx" ON "monitor" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "monitor_escalation_policy_id_idx" ON "monitor"("escalation_policy_id");

-- CreateIndex
CREATE INDEX "monitor_state_due_at_idx" ON "monitor_state"("due_at");

-- CreateIndex
CREATE INDEX "incident_next_step_at_idx" ON "incident"("next_step_at");

-- CreateIndex
CREATE INDEX "incident_next_reminder_at_idx" ON "incident"("next_reminder_at");

-- CreateIndex
CREATE INDEX "incident_caused_by_id_idx" ON "incident"("caused_by_id");

-- CreateIndex
CREATE INDEX "incident_merged_into_id_idx" ON "incident"("merged_into_id");

-- CreateIndex
CREATE INDEX "delivery_monitor_id_seq_idx" ON "delivery"("monitor_id", "seq");

-- CreateIndex
CREATE INDEX "delivery_leader_id_idx" ON "delivery"("leader_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_incident_id_event_ordinal_channel_id_key" ON "delivery"("incident_id", "event", "ordinal", "channel_id");

-- AddForeignKey
ALTER TABLE "region_fault" ADD CONSTRAINT "region_fault_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor" ADD CONSTRAINT "monitor_escalation_policy_id_fkey" FOREIGN KEY ("escalation_policy_id") REFERENCES "escalation_policy"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_parent" ADD CONSTRAINT "monitor_parent_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_parent" ADD CONSTRAINT "monitor_parent_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_baseline" ADD CONSTRAINT "monitor_baseline_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory" ADD CONSTRAINT "advisory_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_caused_by_id_fkey" FOREIGN KEY ("caused_by_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_monitor" ADD CONSTRAINT "incident_monitor_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_monitor" ADD CONSTRAINT "incident_monitor_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_event" ADD CONSTRAINT "incident_event_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_evidence" ADD CONSTRAINT "incident_evidence_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance" ADD CONSTRAINT "maintenance_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance_target" ADD CONSTRAINT "maintenance_target_maintenance_id_fkey" FOREIGN KEY ("maintenance_id") REFERENCES "maintenance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance_target" ADD CONSTRAINT "maintenance_target_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance_occurrence" ADD CONSTRAINT "maintenance_occurrence_maintenance_id_fkey" FOREIGN KEY ("maintenance_id") REFERENCES "maintenance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_policy" ADD CONSTRAINT "escalation_policy_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_schedule" ADD CONSTRAINT "on_call_schedule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_override" ADD CONSTRAINT "on_call_override_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "on_call_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_override" ADD CONSTRAINT "on_call_override_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backtest" ADD CONSTRAINT "backtest_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX incident_open_system ON incident (workspace_id, system_key) WHERE closed_at IS NULL AND system_key IS NOT NULL;
CREATE UNIQUE INDEX region_fault_open ON region_fault (region_id, kind) WHERE to_at IS NULL;
CREATE UNIQUE INDEX advisory_open ON advisory (monitor_id, region_id) WHERE to_at IS NULL;
ALTER TABLE incident ADD CONSTRAINT incident_subject CHECK (
  (kind = 'automatic') = (monitor_id IS NOT NULL) AND (kind = 'system') = (system_key IS NOT NULL)
);
ALTER TABLE maintenance_target ADD CONSTRAINT maintenance_target_one CHECK ((monitor_id IS NULL) <> (tag IS NULL));
ALTER TABLE maintenance_occurrence ADD CONSTRAINT maintenance_occurrence_order CHECK (starts_at < ends_at);
ALTER TABLE monitor_parent ADD CONSTRAINT monitor_parent_other CHECK (monitor_id <> parent_id);

-- What is there already: a verdict was what the target did, and hosts follow from the addresses.
UPDATE monitor_state SET raw = verdict;
UPDATE transition SET raw = "to";
UPDATE monitor SET host = coalesce(lower(substring("check"->>'url' FROM '^[A-Za-z]+://(\[[^]]*\]|[^/?#:]*)')), '');
