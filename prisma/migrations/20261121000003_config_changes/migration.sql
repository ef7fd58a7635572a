-- Every probe asks every few seconds which configurations have changed since it asked last.
CREATE INDEX monitor_updated_at_idx ON monitor (updated_at);
CREATE INDEX purge_requested_at_idx ON purge (requested_at);
