-- CreateIndex
CREATE INDEX "transition_monitor_id_at_idx" ON "transition"("monitor_id", "at");
