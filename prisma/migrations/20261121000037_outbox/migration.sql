-- Old deliveries are removed by their age, which follows the order of the rows.
CREATE INDEX "delivery_created_at_idx" ON "delivery" USING BRIN ("created_at");

-- What is due is looked for each second: closed incidents must not be looked through for it.
DROP INDEX "incident_next_step_at_idx";
DROP INDEX "incident_next_reminder_at_idx";
CREATE INDEX incident_step_due ON incident (next_step_at) WHERE closed_at IS NULL;
CREATE INDEX incident_reminder_due ON incident (next_reminder_at) WHERE closed_at IS NULL;
CREATE INDEX incident_open_caused ON incident (caused_by_id) WHERE closed_at IS NULL AND caused_by_id IS NOT NULL;

-- Monitors whose confirmation is under way: few, and asked for with every alert.
CREATE INDEX monitor_state_round ON monitor_state (monitor_id) WHERE jsonb_typeof(memory->'round') = 'object';
