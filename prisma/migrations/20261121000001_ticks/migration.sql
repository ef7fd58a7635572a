-- What Prisma's schema cannot express: daily partitions, BRIN, partial and covering indexes, storage parameters.

-- Widest columns first: 88 bytes a row with phases of a plain HTTP check, 80 of an HTTPS one.
-- outcome and origin are positions in contracts/tick.ts Outcome and contracts/job.ts Origin.
CREATE TABLE tick (
  scheduled_at timestamptz(3) NOT NULL,
  monitor_id   integer  NOT NULL,
  total_us     integer  NOT NULL,
  dns_us       integer,
  connect_us   integer,
  tls_us       integer,
  ttfb_us      integer,
  transfer_us  integer,
  bytes        integer  NOT NULL,
  late_ms      integer  NOT NULL,
  region_id    smallint NOT NULL,
  status       smallint,
  outcome      smallint NOT NULL,
  origin       smallint NOT NULL,
  vote         boolean  NOT NULL,
  PRIMARY KEY (monitor_id, region_id, scheduled_at)
) PARTITION BY RANGE (scheduled_at);
CREATE INDEX tick_scheduled_at ON tick USING brin (scheduled_at) WITH (pages_per_range = 32);

CREATE TABLE tick_evidence (
  scheduled_at timestamptz(3) NOT NULL,
  monitor_id   integer  NOT NULL,
  region_id    smallint NOT NULL,
  evidence     jsonb    NOT NULL,
  PRIMARY KEY (monitor_id, region_id, scheduled_at)
) PARTITION BY RANGE (scheduled_at);

-- One due slot without a tick; reason is the position in contracts/tick.ts GapReason.
CREATE TABLE gap (
  scheduled_at timestamptz(3) NOT NULL,
  monitor_id   integer  NOT NULL,
  region_id    smallint NOT NULL,
  reason       smallint NOT NULL,
  PRIMARY KEY (monitor_id, region_id, scheduled_at)
) PARTITION BY RANGE (scheduled_at);

-- Makes the partitions of one UTC day; a second call changes nothing.
CREATE FUNCTION ensure_day(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  lower_bound timestamptz := day::timestamp AT TIME ZONE 'UTC';
  upper_bound timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  FOREACH parent IN ARRAY ARRAY['tick', 'tick_evidence', 'gap'] LOOP
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      parent || '_' || to_char(day, 'YYYYMMDD'), parent, lower_bound, upper_bound
    );
  END LOOP;
END
$$;
SELECT ensure_day((now() AT TIME ZONE 'UTC')::date + n) FROM generate_series(-1, 3) AS n;

-- The schedule's range scan: what is due, not what exists.
CREATE INDEX assignment_due ON assignment (interval_ms, offset_ms) INCLUDE (monitor_id, region_id, config_version, from_at) WHERE until_at IS NULL;
CREATE UNIQUE INDEX assignment_open ON assignment (monitor_id, region_id) WHERE until_at IS NULL;
CREATE INDEX assignment_closed ON assignment (until_at) WHERE until_at IS NOT NULL;
ALTER TABLE assignment ADD CONSTRAINT assignment_offset CHECK (offset_ms >= 0 AND offset_ms < interval_ms);

CREATE INDEX monitor_catch_up ON monitor (catch_up_from) WHERE catch_up_from IS NOT NULL;
CREATE UNIQUE INDEX incident_open ON incident (monitor_id) WHERE closed_at IS NULL;

-- Rewritten with every tick: room on the page keeps the update heap-only.
ALTER TABLE monitor_region_state SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

ALTER TABLE stream_epoch ADD CONSTRAINT stream_epoch_one_row CHECK (id = 1);
