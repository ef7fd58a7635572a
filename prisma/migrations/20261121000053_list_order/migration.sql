-- What the monitor list searches, sorts and counts by. Prisma can describe neither generated columns nor triggers, and
-- nothing writes these columns by it: they are here only.

-- A workspace's states are read without those of others.
ALTER TABLE monitor_state ADD COLUMN workspace_id uuid;
UPDATE monitor_state s SET workspace_id = m.workspace_id FROM monitor m WHERE m.id = s.monitor_id;

-- The last 24 hours of a monitor, as of `refreshed_at`.
CREATE TABLE monitor_figures (
  monitor_id integer PRIMARY KEY REFERENCES monitor (id) ON DELETE CASCADE,
  workspace_id uuid NOT NULL,
  refreshed_at timestamptz(3) NOT NULL DEFAULT 'epoch',
  expected integer NOT NULL DEFAULT 0,
  known integer NOT NULL DEFAULT 0,
  -- Without maintenance, 0 to 1; null: nothing is known.
  uptime double precision,
  p50_us double precision,
  p95_us double precision,
  p99_us double precision,
  -- [hour in epoch seconds, expected, ok, failed, p95 in microseconds] of each hour that has a rollup, oldest first.
  hours jsonb NOT NULL DEFAULT '[]'
);
INSERT INTO monitor_figures (monitor_id, workspace_id) SELECT id, workspace_id FROM monitor;

CREATE FUNCTION monitor_state_of_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.workspace_id := (SELECT workspace_id FROM monitor WHERE id = NEW.monitor_id);
  INSERT INTO monitor_figures (monitor_id, workspace_id) VALUES (NEW.monitor_id, NEW.workspace_id)
    ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;
CREATE TRIGGER monitor_state_of_workspace BEFORE INSERT ON monitor_state
  FOR EACH ROW EXECUTE FUNCTION monitor_state_of_workspace();
ALTER TABLE monitor_state ALTER COLUMN workspace_id SET NOT NULL;

CREATE INDEX monitor_state_list ON monitor_state (workspace_id, verdict);
CREATE INDEX monitor_state_changed ON monitor_state (workspace_id, since, monitor_id);
CREATE INDEX monitor_figures_uptime ON monitor_figures (workspace_id, coalesce(uptime, 2), monitor_id);
CREATE INDEX monitor_figures_latency ON monitor_figures (workspace_id, coalesce(p95_us, -1), monitor_id);
CREATE INDEX monitor_figures_refreshed ON monitor_figures (refreshed_at);
CREATE INDEX monitor_newest ON monitor (workspace_id, id);

-- array_to_string is not immutable only because of types whose output depends on settings; text is none.
CREATE FUNCTION monitor_search_text(name text, target text, tags text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT lower(name || E'\n' || coalesce(target, '') || E'\n' || array_to_string(tags, E'\n')) $$;
ALTER TABLE monitor ADD COLUMN search_text text NOT NULL
  GENERATED ALWAYS AS (monitor_search_text(name, "check" ->> 'url', tags)) STORED;
