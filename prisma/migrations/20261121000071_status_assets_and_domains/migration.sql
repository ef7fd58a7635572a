-- A picture is addressed by what is in it.
ALTER TABLE "status_asset" ADD COLUMN "hash" TEXT NOT NULL;
