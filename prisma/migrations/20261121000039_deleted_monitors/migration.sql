-- What is still to be told of a monitor's incidents outlives the monitor: such an incident is over and has no monitor.
ALTER TABLE incident DROP CONSTRAINT incident_subject;
ALTER TABLE incident ADD CONSTRAINT incident_subject CHECK (
  (kind = 'automatic' OR monitor_id IS NULL)
  AND (kind <> 'automatic' OR monitor_id IS NOT NULL OR closed_at IS NOT NULL)
  AND (kind = 'system') = (system_key IS NOT NULL)
);

-- So did incidents that people made: nothing removed them with their workspace.
DELETE FROM incident WHERE NOT EXISTS (SELECT FROM workspace WHERE workspace.id = incident.workspace_id);
ALTER TABLE "incident" ADD CONSTRAINT "incident_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
