-- Orders of methods that are only watched, until they are old enough to be read (PRODUCT L3).

-- CreateTable
CREATE TABLE "young_orders" (
    "merchant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "young_orders_pkey" PRIMARY KEY ("merchant_id","connection_id","ref")
);

-- CreateIndex
CREATE INDEX "young_orders_merchant_id_read_at_idx" ON "young_orders"("merchant_id", "read_at");

ALTER TABLE "young_orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "young_orders" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "young_orders" TO kontor_hub;
