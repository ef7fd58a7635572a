-- AlterTable
ALTER TABLE "probe_instance" ADD COLUMN     "healthy" BOOLEAN NOT NULL DEFAULT true;
