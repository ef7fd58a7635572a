-- CreateTable
CREATE TABLE "managed_resource" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "applied" JSONB NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "managed_resource_pkey" PRIMARY KEY ("workspace_id","kind","target_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "managed_resource_workspace_id_source_kind_key_key" ON "managed_resource"("workspace_id", "source", "kind", "key");

-- AddForeignKey
ALTER TABLE "managed_resource" ADD CONSTRAINT "managed_resource_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
