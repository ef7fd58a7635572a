-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'editor', 'viewer');

-- CreateEnum
CREATE TYPE "RuntimeKind" AS ENUM ('node', 'edge', 'agent');

-- CreateEnum
CREATE TYPE "VerdictKind" AS ENUM ('unknown', 'up', 'down', 'degraded', 'flapping', 'maintenance');

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,
    "address" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "user_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "address" TEXT,
    "detail" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "id" SMALLSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "runtime" "RuntimeKind" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "poke_url" TEXT,
    "healthy" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region_token" (
    "hash" TEXT NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "region_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "probe_instance" (
    "region_id" SMALLINT NOT NULL,
    "instance" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "runtime" "RuntimeKind" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "in_flight" INTEGER NOT NULL,
    "queued" INTEGER NOT NULL,
    "pending_entries" INTEGER NOT NULL,
    "lag_ms" INTEGER NOT NULL,
    "spooled" INTEGER NOT NULL,
    "rss_bytes" BIGINT NOT NULL,

    CONSTRAINT "probe_instance_pkey" PRIMARY KEY ("region_id","instance")
);

-- CreateTable
CREATE TABLE "monitor" (
    "id" SERIAL NOT NULL,
    "public_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "check" JSONB NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "grid_from" TIMESTAMPTZ(3) NOT NULL,
    "catch_up_from" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "monitor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" SERIAL NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "offset_ms" INTEGER NOT NULL,
    "config_version" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor_state" (
    "monitor_id" INTEGER NOT NULL,
    "verdict" "VerdictKind" NOT NULL DEFAULT 'unknown',
    "reason" TEXT NOT NULL DEFAULT 'Waiting for the first check.',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "monitor_state_pkey" PRIMARY KEY ("monitor_id")
);

-- CreateTable
CREATE TABLE "monitor_region_state" (
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "status" SMALLINT,
    "total_us" INTEGER NOT NULL,
    "vote" BOOLEAN NOT NULL,

    CONSTRAINT "monitor_region_state_pkey" PRIMARY KEY ("monitor_id","region_id")
);

-- CreateTable
CREATE TABLE "transition" (
    "monitor_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspace_id" UUID NOT NULL,
    "from" "VerdictKind" NOT NULL,
    "to" "VerdictKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("monitor_id","seq")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_seq" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_seq" INTEGER,
    "cause" TEXT NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watermark" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "watermark_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "stream_epoch" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "value" TEXT NOT NULL,

    CONSTRAINT "stream_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outage" (
    "id" SERIAL NOT NULL,
    "region_id" SMALLINT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" SMALLINT NOT NULL,

    CONSTRAINT "outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollup_hour" (
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "expected" INTEGER NOT NULL,
    "ticks" INTEGER NOT NULL,
    "ok" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "internal" INTEGER NOT NULL,
    "sum_us" BIGINT NOT NULL,
    "min_us" INTEGER,
    "max_us" INTEGER,
    "sketch_keys" SMALLINT[],
    "sketch_counts" INTEGER[],

    CONSTRAINT "rollup_hour_pkey" PRIMARY KEY ("monitor_id","region_id","hour")
);

-- CreateTable
CREATE TABLE "rollup_day" (
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "day" DATE NOT NULL,
    "expected" INTEGER NOT NULL,
    "ticks" INTEGER NOT NULL,
    "ok" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "internal" INTEGER NOT NULL,
    "sum_us" BIGINT NOT NULL,
    "min_us" INTEGER,
    "max_us" INTEGER,
    "sketch_keys" SMALLINT[],
    "sketch_counts" INTEGER[],

    CONSTRAINT "rollup_day_pkey" PRIMARY KEY ("monitor_id","region_id","day")
);

-- CreateTable
CREATE TABLE "purge" (
    "monitor_id" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purge_pkey" PRIMARY KEY ("monitor_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_created_at_idx" ON "audit_entry"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "region_code_key" ON "region"("code");

-- CreateIndex
CREATE UNIQUE INDEX "monitor_public_id_key" ON "monitor"("public_id");

-- CreateIndex
CREATE INDEX "monitor_workspace_id_name_idx" ON "monitor"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "assignment_monitor_id_region_id_from_at_idx" ON "assignment"("monitor_id", "region_id", "from_at");

-- CreateIndex
CREATE INDEX "monitor_state_verdict_idx" ON "monitor_state"("verdict");

-- CreateIndex
CREATE INDEX "transition_workspace_id_at_idx" ON "transition"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "incident_workspace_id_opened_at_idx" ON "incident"("workspace_id", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_monitor_id_opened_seq_key" ON "incident"("monitor_id", "opened_seq");

-- CreateIndex
CREATE INDEX "outage_to_at_idx" ON "outage"("to_at");

-- CreateIndex
CREATE INDEX "rollup_hour_hour_idx" ON "rollup_hour"("hour");

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region_token" ADD CONSTRAINT "region_token_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_instance" ADD CONSTRAINT "probe_instance_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor" ADD CONSTRAINT "monitor_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_state" ADD CONSTRAINT "monitor_state_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_region_state" ADD CONSTRAINT "monitor_region_state_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition" ADD CONSTRAINT "transition_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
