-- A bulk run is taken up again by whoever finds it standing still; a worker with an older fence changes nothing.
ALTER TABLE bulk_run
  DROP COLUMN undo,
  ADD COLUMN fence integer NOT NULL DEFAULT 0,
  ADD COLUMN starts_at timestamptz(3) NOT NULL DEFAULT now(),
  ADD COLUMN undo_of uuid,
  ADD COLUMN error text,
  ADD COLUMN address text,
  ADD COLUMN user_agent text;

CREATE INDEX bulk_run_stalled ON bulk_run (moved_at) WHERE status = 'running';

-- What each monitor had before the run changed it.
CREATE TABLE bulk_undo (
  run_id uuid NOT NULL REFERENCES bulk_run (id) ON DELETE CASCADE,
  monitor_id uuid NOT NULL,
  before jsonb NOT NULL,
  PRIMARY KEY (run_id, monitor_id)
);
