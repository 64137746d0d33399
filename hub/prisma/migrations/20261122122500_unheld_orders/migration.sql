-- Status requests for orders that Kontor does not hold: platforms are asked for them by their number.

-- AlterTable
ALTER TABLE "status_requests" ADD COLUMN "unheld" JSONB;

-- CreateTable
CREATE TABLE "status_request_searches" (
    "merchant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "work_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "found" JSONB,

    CONSTRAINT "status_request_searches_pkey" PRIMARY KEY ("merchant_id","connection_id","request_id","shop_id")
);

-- CreateIndex
CREATE INDEX "status_request_searches_merchant_id_work_id_idx" ON "status_request_searches"("merchant_id", "work_id");

-- I6, the second wall.
ALTER TABLE "status_request_searches" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "status_request_searches" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "status_request_searches" TO kontor_hub;
