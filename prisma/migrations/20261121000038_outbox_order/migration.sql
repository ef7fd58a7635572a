-- What is under way over a channel: asked for with every claim, also while thousands of messages wait.
CREATE INDEX delivery_under_way ON delivery (channel_id, locked_until) WHERE status = 'pending' AND locked_until IS NOT NULL;
