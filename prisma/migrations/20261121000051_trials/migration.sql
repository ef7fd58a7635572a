-- CreateTable
CREATE TABLE "trial" (
    "id" SERIAL NOT NULL,
    "public_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "author" TEXT NOT NULL,
    "check" JSONB NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trial_region" (
    "trial_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "asked" BOOLEAN NOT NULL,
    "result" JSONB,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "trial_region_pkey" PRIMARY KEY ("trial_id","region_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "trial_public_id_key" ON "trial"("public_id");

-- CreateIndex
CREATE INDEX "trial_created_at_idx" ON "trial"("created_at");

-- AddForeignKey
ALTER TABLE "trial" ADD CONSTRAINT "trial_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_region" ADD CONSTRAINT "trial_region_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_region" ADD CONSTRAINT "trial_region_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;
