-- CreateIndex
CREATE INDEX "incident_monitor_id_opened_at_idx" ON "incident"("monitor_id", "opened_at");

-- Open ones come first in every list, and are counted on every page.
CREATE INDEX incident_open_list ON incident (workspace_id, opened_at, id) WHERE closed_at IS NULL;
