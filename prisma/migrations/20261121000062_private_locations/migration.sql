-- AlterTable
ALTER TABLE "region" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "workspace_id" UUID;

-- AlterTable
ALTER TABLE "probe_instance" ADD COLUMN     "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "region_workspace_id_idx" ON "region"("workspace_id");

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
