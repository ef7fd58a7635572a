-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('pending', 'sent', 'failed', 'dead');

-- CreateEnum
CREATE TYPE "DeliveryEvent" AS ENUM ('down', 'up', 'test');

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "fallback_channel_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor_channel" (
    "monitor_id" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "monitor_channel_pkey" PRIMARY KEY ("monitor_id","channel_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "incident_id" UUID,
    "monitor_id" INTEGER,
    "seq" INTEGER,
    "event" "DeliveryEvent" NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "response_status" SMALLINT,
    "response_body" TEXT,
    "latency_ms" INTEGER,
    "notification" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "channel_workspace_id_name_idx" ON "channel"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "channel_fallback_channel_id_idx" ON "channel"("fallback_channel_id");

-- CreateIndex
CREATE INDEX "monitor_channel_channel_id_idx" ON "monitor_channel"("channel_id");

-- CreateIndex
CREATE INDEX "delivery_workspace_id_created_at_id_idx" ON "delivery"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "delivery_channel_id_created_at_idx" ON "delivery"("channel_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_incident_id_idx" ON "delivery"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_monitor_id_seq_channel_id_key" ON "delivery"("monitor_id", "seq", "channel_id");

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_fallback_channel_id_fkey" FOREIGN KEY ("fallback_channel_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_channel" ADD CONSTRAINT "monitor_channel_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_channel" ADD CONSTRAINT "monitor_channel_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is still to be sent, by channel: small whatever the log has grown to.
CREATE INDEX delivery_due ON delivery (channel_id, next_at) WHERE status = 'pending';
ALTER TABLE channel ADD CONSTRAINT channel_fallback_other CHECK (fallback_channel_id <> id);
