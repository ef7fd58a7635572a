-- The region that heartbeats come in by. It is nobody's to choose and has no probes: `deleted_at` keeps it out of lists.
UPDATE "region" SET "code" = 'inbound-' || "id" WHERE "code" = 'inbound';
INSERT INTO "region" ("id", "code", "name", "runtime", "enabled", "deleted_at")
VALUES (0, 'inbound', 'Inbound', 'node', false, '1970-01-01T00:00:00Z');

-- CreateTable
CREATE TABLE "heartbeat" (
    "monitor_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "run_id" TEXT,
    "run_due_at" TIMESTAMPTZ(3),
    "missed_due_at" TIMESTAMPTZ(3),
    "last_ping_at" TIMESTAMPTZ(3),
    "last_tick_at" TIMESTAMPTZ(3),
    "last_outcome" TEXT,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("monitor_id")
);

-- CreateTable
CREATE TABLE "heartbeat_ping" (
    "id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "exit_code" SMALLINT,
    "run_id" TEXT,
    "note" TEXT,
    "body" TEXT,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "address" TEXT,
    "user_agent" TEXT,
    "duration_ms" BIGINT,

    CONSTRAINT "heartbeat_ping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "heartbeat_run" (
    "monitor_id" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expected" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" BIGINT,
    "exit_code" SMALLINT,
    "run_id" TEXT,
    "ping_id" UUID,

    CONSTRAINT "heartbeat_run_pkey" PRIMARY KEY ("monitor_id","due_at")
);

-- CreateIndex
CREATE UNIQUE INDEX "heartbeat_token_hash_key" ON "heartbeat"("token_hash");

-- CreateIndex
CREATE INDEX "heartbeat_deadline_at_idx" ON "heartbeat"("deadline_at");

-- CreateIndex
CREATE INDEX "heartbeat_ping_monitor_id_received_at_idx" ON "heartbeat_ping"("monitor_id", "received_at");

-- CreateIndex
CREATE INDEX "heartbeat_ping_received_at_idx" ON "heartbeat_ping" USING BRIN ("received_at");

-- CreateIndex
CREATE INDEX "heartbeat_run_due_at_idx" ON "heartbeat_run" USING BRIN ("due_at");

-- AddForeignKey
ALTER TABLE "heartbeat" ADD CONSTRAINT "heartbeat_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "heartbeat_ping" ADD CONSTRAINT "heartbeat_ping_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "heartbeat"("monitor_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "heartbeat_run" ADD CONSTRAINT "heartbeat_run_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "heartbeat"("monitor_id") ON DELETE CASCADE ON UPDATE CASCADE;
