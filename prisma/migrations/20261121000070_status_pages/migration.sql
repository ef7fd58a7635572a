-- CreateEnum
CREATE TYPE "StatusPageState" AS ENUM ('draft', 'published');

-- CreateEnum
CREATE TYPE "StatusPostKind" AS ENUM ('incident', 'maintenance', 'announcement');

-- AlterEnum
ALTER TYPE "DeliveryEvent" ADD VALUE 'status_update';

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "subscriber_id" UUID;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "status_update_id" UUID;

-- CreateTable
CREATE TABLE "status_page" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "state" "StatusPageState" NOT NULL DEFAULT 'draft',
    "publish_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "look" JSONB NOT NULL DEFAULT '{}',
    "access" JSONB NOT NULL DEFAULT '{"kind":"public"}',
    "password_hash" TEXT,
    "access_version" INTEGER NOT NULL DEFAULT 1,
    "auto_posts" TEXT NOT NULL DEFAULT 'draft',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_section" (
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "collapsed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "status_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_component" (
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "section_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "show" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "status_component_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_component_monitor" (
    "component_id" UUID NOT NULL,
    "monitor_id" INTEGER NOT NULL,

    CONSTRAINT "status_component_monitor_pkey" PRIMARY KEY ("component_id","monitor_id")
);

-- CreateTable
CREATE TABLE "status_domain" (
    "page_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "missing_since" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "status_domain_pkey" PRIMARY KEY ("page_id")
);

-- CreateTable
CREATE TABLE "status_asset" (
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_post" (
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "kind" "StatusPostKind" NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "impact" TEXT NOT NULL DEFAULT 'minor',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "publish_at" TIMESTAMPTZ(3),
    "incident_id" UUID,
    "occurrence_id" UUID,
    "post_mortem" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_post_update" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_by" TEXT,
    "notify" BOOLEAN NOT NULL DEFAULT true,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_post_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_post_component" (
    "post_id" UUID NOT NULL,
    "component_id" UUID NOT NULL,
    "impact" TEXT NOT NULL,

    CONSTRAINT "status_post_component_pkey" PRIMARY KEY ("post_id","component_id")
);

-- CreateTable
CREATE TABLE "status_template" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "StatusPostKind" NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "impact" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "status_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_subscriber" (
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "component_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "least_impact" TEXT NOT NULL DEFAULT 'none',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "status_page_slug_key" ON "status_page"("slug");

-- CreateIndex
CREATE INDEX "status_page_workspace_id_title_idx" ON "status_page"("workspace_id", "title");

-- CreateIndex
CREATE INDEX "status_page_publish_at_idx" ON "status_page"("publish_at");

-- CreateIndex
CREATE INDEX "status_section_page_id_position_idx" ON "status_section"("page_id", "position");

-- CreateIndex
CREATE INDEX "status_component_page_id_idx" ON "status_component"("page_id");

-- CreateIndex
CREATE INDEX "status_component_section_id_position_idx" ON "status_component"("section_id", "position");

-- CreateIndex
CREATE INDEX "status_component_monitor_monitor_id_idx" ON "status_component_monitor"("monitor_id");

-- CreateIndex
CREATE INDEX "status_domain_domain_idx" ON "status_domain"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "status_asset_page_id_kind_key" ON "status_asset"("page_id", "kind");

-- CreateIndex
CREATE INDEX "status_post_page_id_starts_at_idx" ON "status_post"("page_id", "starts_at");

-- CreateIndex
CREATE INDEX "status_post_incident_id_idx" ON "status_post"("incident_id");

-- CreateIndex
CREATE INDEX "status_post_publish_at_idx" ON "status_post"("publish_at");

-- CreateIndex
CREATE UNIQUE INDEX "status_post_page_id_incident_id_key" ON "status_post"("page_id", "incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "status_post_page_id_occurrence_id_key" ON "status_post"("page_id", "occurrence_id");

-- CreateIndex
CREATE INDEX "status_post_update_post_id_at_idx" ON "status_post_update"("post_id", "at");

-- CreateIndex
CREATE INDEX "status_post_component_component_id_idx" ON "status_post_component"("component_id");

-- CreateIndex
CREATE INDEX "status_template_workspace_id_name_idx" ON "status_template"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "status_subscriber_created_at_idx" ON "status_subscriber"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "status_subscriber_page_id_address_hash_key" ON "status_subscriber"("page_id", "address_hash");

-- CreateIndex
CREATE UNIQUE INDEX "channel_subscriber_id_key" ON "channel"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_status_update_id_channel_id_key" ON "delivery"("status_update_id", "channel_id");

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "status_subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_status_update_id_fkey" FOREIGN KEY ("status_update_id") REFERENCES "status_post_update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_page" ADD CONSTRAINT "status_page_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_section" ADD CONSTRAINT "status_section_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_component" ADD CONSTRAINT "status_component_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_component" ADD CONSTRAINT "status_component_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "status_section"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_component_monitor" ADD CONSTRAINT "status_component_monitor_component_id_fkey" FOREIGN KEY ("component_id") REFERENCES "status_component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_component_monitor" ADD CONSTRAINT "status_component_monitor_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_domain" ADD CONSTRAINT "status_domain_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_asset" ADD CONSTRAINT "status_asset_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post" ADD CONSTRAINT "status_post_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post" ADD CONSTRAINT "status_post_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_update" ADD CONSTRAINT "status_post_update_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "status_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_component" ADD CONSTRAINT "status_post_component_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "status_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_post_component" ADD CONSTRAINT "status_post_component_component_id_fkey" FOREIGN KEY ("component_id") REFERENCES "status_component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_template" ADD CONSTRAINT "status_template_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_subscriber" ADD CONSTRAINT "status_subscriber_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "status_page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One page answers to a proven domain.
CREATE UNIQUE INDEX "status_domain_proven_key" ON "status_domain" ("domain") WHERE "verified_at" IS NOT NULL;
