-- What time alone moves: maintenance and announcements that are not over.
CREATE INDEX "status_post_moving_idx" ON "status_post" ("state", "starts_at") WHERE "state" IN ('scheduled', 'in_progress', 'active');
