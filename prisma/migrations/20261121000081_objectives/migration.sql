-- CreateTable
CREATE TABLE "objective" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "spec" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objective_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objective_exclusion" (
    "id" UUID NOT NULL,
    "objective_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objective_exclusion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "day_link" (
    "monitor_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "body" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "day_link_pkey" PRIMARY KEY ("monitor_id","seq")
);

-- CreateTable
CREATE TABLE "sla_report" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "objective_id" UUID,
    "month" TEXT NOT NULL,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "document" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_to" UUID[] DEFAULT ARRAY[]::UUID[],
    "mail_due_at" TIMESTAMPTZ(3),
    "mail_attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sla_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "objective_workspace_id_idx" ON "objective"("workspace_id");

-- CreateIndex
CREATE INDEX "objective_exclusion_objective_id_starts_at_idx" ON "objective_exclusion"("objective_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "day_link_hash_key" ON "day_link"("hash");

-- CreateIndex
CREATE INDEX "day_link_monitor_id_day_idx" ON "day_link"("monitor_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "sla_report_digest_key" ON "sla_report"("digest");

-- CreateIndex
CREATE INDEX "sla_report_workspace_id_made_at_idx" ON "sla_report"("workspace_id", "made_at");

-- CreateIndex
CREATE INDEX "sla_report_objective_id_month_idx" ON "sla_report"("objective_id", "month");

-- CreateIndex
CREATE INDEX "sla_report_mail_due_at_idx" ON "sla_report"("mail_due_at");

-- AddForeignKey
ALTER TABLE "objective" ADD CONSTRAINT "objective_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objective_exclusion" ADD CONSTRAINT "objective_exclusion_objective_id_fkey" FOREIGN KEY ("objective_id") REFERENCES "objective"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "day_link" ADD CONSTRAINT "day_link_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_report" ADD CONSTRAINT "sla_report_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_report" ADD CONSTRAINT "sla_report_objective_id_fkey" FOREIGN KEY ("objective_id") REFERENCES "objective"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Each month makes itself once.
CREATE UNIQUE INDEX "sla_report_automatic_key" ON "sla_report" ("objective_id", "month") WHERE "automatic";

-- A link is never rewritten; it goes with its monitor.
CREATE FUNCTION refuse_day_link_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'day_link is append-only: a day that changed gets another link';
END $$;
CREATE TRIGGER day_link_append_only BEFORE UPDATE ON "day_link" FOR EACH ROW EXECUTE FUNCTION refuse_day_link_change();
