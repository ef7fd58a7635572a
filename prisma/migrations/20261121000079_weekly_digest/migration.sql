-- CreateTable
CREATE TABLE "weekly_digest" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "week" DATE NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "weekly_digest_pkey" PRIMARY KEY ("workspace_id","user_id","week")
);

-- CreateIndex
CREATE INDEX "weekly_digest_week_idx" ON "weekly_digest"("week");

-- AddForeignKey
ALTER TABLE "weekly_digest" ADD CONSTRAINT "weekly_digest_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
