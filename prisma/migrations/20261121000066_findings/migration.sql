-- CreateTable
CREATE TABLE "finding" (
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("monitor_id","region_id","key")
);

-- CreateTable
CREATE TABLE "artifact" (
    "id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "artifact_monitor_id_created_at_idx" ON "artifact"("monitor_id", "created_at");

-- CreateIndex
CREATE INDEX "artifact_created_at_idx" ON "artifact"("created_at");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "artifact" ADD CONSTRAINT "artifact_size" CHECK (octet_length("bytes") BETWEEN 1 AND 1048576);
-- Screenshots are compressed already.
ALTER TABLE "artifact" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
