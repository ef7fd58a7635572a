-- The monitor list reads pages in order of name, per verdict, without sorting the whole workspace.
CREATE INDEX monitor_list ON monitor (workspace_id, lower(name), id);
CREATE INDEX monitor_paused ON monitor (workspace_id, lower(name), id) WHERE paused_at IS NOT NULL;
