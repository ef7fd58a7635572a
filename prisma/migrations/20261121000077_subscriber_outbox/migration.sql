-- What is due for subscribers is found without looking at the alerts, and the other way round.
CREATE INDEX delivery_update_due ON delivery (next_at, id) WHERE status = 'pending' AND status_update_id IS NOT NULL;

-- Updates that nobody has planned the messages of yet; nearly always none.
CREATE INDEX status_post_update_untold ON status_post_update (at, id) WHERE notify AND notified_at IS NULL;

-- A subscriber's channel is nobody's default, stands in for no other and hears nothing of the team.
ALTER TABLE channel ADD CONSTRAINT channel_of_subscriber_is_hidden
  CHECK (subscriber_id IS NULL OR (NOT is_default AND NOT tells_owners AND fallback_channel_id IS NULL));
