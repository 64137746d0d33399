-- Collective payouts in their parts, by the data of whoever paid them (PRODUCT D3).

-- CreateTable
CREATE TABLE "settlements" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "posting_id" UUID,
    "currency" CHAR(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "booked_at" TIMESTAMPTZ(3),

    CONSTRAINT "settlements_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "settlements_merchant_id_source_key_key" ON "settlements"("merchant_id", "source", "key");

-- CreateIndex
CREATE INDEX "settlements_merchant_id_created_at_idx" ON "settlements"("merchant_id", "created_at");

ALTER TABLE "settlements" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "settlements" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "settlements" TO kontor_hub;
