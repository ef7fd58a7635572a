-- CreateTable: what a crash of Postgres empties costs nobody more than a minute's calls
CREATE UNLOGGED TABLE "rate_share" (
    "key" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "rate_share_pkey" PRIMARY KEY ("key")
);
