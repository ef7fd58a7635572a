-- CreateTable
CREATE TABLE "anomaly_note" (
    "id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "peak_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_us" INTEGER NOT NULL,
    "median_us" INTEGER NOT NULL,
    "mad_us" INTEGER NOT NULL,
    "samples" INTEGER NOT NULL,
    "weeks" INTEGER NOT NULL,

    CONSTRAINT "anomaly_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "anomaly_note_monitor_id_from_at_idx" ON "anomaly_note"("monitor_id", "from_at");

-- AddForeignKey
ALTER TABLE "anomaly_note" ADD CONSTRAINT "anomaly_note_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open note for a monitor and region, and one for a moment at which it began.
CREATE UNIQUE INDEX "anomaly_note_open_key" ON "anomaly_note"("monitor_id", "region_id") WHERE "to_at" IS NULL;
CREATE UNIQUE INDEX "anomaly_note_start_key" ON "anomaly_note"("monitor_id", "region_id", "from_at");
