-- CreateTable
CREATE TABLE "incoming_hook" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "secret" TEXT,
    "everything" BOOLEAN NOT NULL DEFAULT false,
    "monitor_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "channel_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "severity" TEXT NOT NULL DEFAULT 'normal',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_event_at" TIMESTAMPTZ(3),
    "last_problem" TEXT,
    "last_problem_at" TIMESTAMPTZ(3),

    CONSTRAINT "incoming_hook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incoming_event" (
    "id" UUID NOT NULL,
    "hook_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "incident_id" UUID,

    CONSTRAINT "incoming_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incoming_alert" (
    "hook_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "incident_id" UUID,

    CONSTRAINT "incoming_alert_pkey" PRIMARY KEY ("hook_id","key")
);

-- CreateTable
CREATE TABLE "deploy_marker" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "hook_id" UUID,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "everything" BOOLEAN NOT NULL DEFAULT false,
    "monitor_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "deploy_marker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imported_day" (
    "workspace_id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "product" TEXT NOT NULL,
    "up" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "mean_ms" INTEGER,

    CONSTRAINT "imported_day_pkey" PRIMARY KEY ("monitor_id","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "incoming_hook_token_hash_key" ON "incoming_hook"("token_hash");

-- CreateIndex
CREATE INDEX "incoming_hook_workspace_id_idx" ON "incoming_hook"("workspace_id");

-- CreateIndex
CREATE INDEX "incoming_event_hook_id_at_idx" ON "incoming_event"("hook_id", "at");

-- CreateIndex
CREATE INDEX "incoming_alert_incident_id_idx" ON "incoming_alert"("incident_id");

-- CreateIndex
CREATE INDEX "deploy_marker_workspace_id_started_at_idx" ON "deploy_marker"("workspace_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "deploy_marker_hook_id_external_id_key" ON "deploy_marker"("hook_id", "external_id");

-- CreateIndex
CREATE INDEX "imported_day_workspace_id_idx" ON "imported_day"("workspace_id");

-- AddForeignKey
ALTER TABLE "incoming_hook" ADD CONSTRAINT "incoming_hook_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_event" ADD CONSTRAINT "incoming_event_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "incoming_hook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_alert" ADD CONSTRAINT "incoming_alert_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "incoming_hook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deploy_marker" ADD CONSTRAINT "deploy_marker_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deploy_marker" ADD CONSTRAINT "deploy_marker_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "incoming_hook"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_day" ADD CONSTRAINT "imported_day_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_day" ADD CONSTRAINT "imported_day_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
