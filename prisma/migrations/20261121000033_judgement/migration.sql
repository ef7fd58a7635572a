-- AlterTable
ALTER TABLE "monitor_state" ADD COLUMN     "began_at" TIMESTAMPTZ(3),
ADD COLUMN     "config_version" INTEGER NOT NULL DEFAULT 1;

UPDATE monitor_state SET config_version = m.config_version FROM monitor m WHERE m.id = monitor_state.monitor_id;

-- Few at most times: tells cheaply whether a region can be sick at all. Ticks without news stay heap-only updates.
CREATE INDEX monitor_region_state_failing ON monitor_region_state (region_id) WHERE outcome <> 0;
