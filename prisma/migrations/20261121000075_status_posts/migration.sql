-- AlterTable
ALTER TABLE "status_post" ADD COLUMN     "person_at" TIMESTAMPTZ(3),
ADD COLUMN     "suggestion" JSONB,
ADD COLUMN     "tells_alone" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "status_post_incident" (
    "page_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "post_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_post_incident_pkey" PRIMARY KEY ("page_id","incident_id")
);

-- CreateTable
CREATE TABLE "status_post_occurrence" (
    "page_id" UUID NOT NULL,
    "occurrence_id" UUID NOT NULL,
    "maintenance_id" UUID NOT NULL,
    "post_id" UUID,

    CONSTRAINT "status_post_occurrence_pkey" PRIMARY KEY ("page_id","occurrence_id")
);

-- CreateIndex
CREATE INDEX "status_post_incident_incident_id_idx" ON "status_post_incident"("incident_id");

-- CreateIndex
CREATE INDEX "status_post_incident_post_id_idx" ON "status_post_incident"("post_id");

-- CreateIndex
CREATE INDEX "status_post_occurrence_maintenance_id_idx" ON "status_post_occurrence"("maintenance_id");

-- CreateIndex
CREATE INDEX "status_post_occurrence_post_id_idx" ON "status_post_occurrence"("post_id");

-- AddForeignKey
ALTER TABLE "status_post_incident" ADD CONSTRAINT "status_post_incident_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_incident" ADD CONSTRAINT "status_post_incident_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_incident" ADD CONSTRAINT "status_post_incident_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "status_post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_occurrence" ADD CONSTRAINT "status_post_occurrence_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_occurrence" ADD CONSTRAINT "status_post_occurrence_maintenance_id_fkey" FOREIGN KEY ("maintenance_id") REFERENCES "maintenance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_occurrence" ADD CONSTRAINT "status_post_occurrence_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "status_post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the stage looks for each second: incidents whose posts go on.
CREATE INDEX "status_post_incident_followed_idx" ON "status_post_incident" ("page_id") WHERE "ended_at" IS NULL;
