-- Money that goes back to customers (PRODUCT K).

-- CreateTable
CREATE TABLE "repayments" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "payee" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "end_to_end_id" TEXT NOT NULL,
    "arranged_by" TEXT NOT NULL,
    "arranged_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "batch_id" UUID,
    "posting_id" UUID,
    "bounced_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repayments_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "repayment_batches" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "payments" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "file" TEXT NOT NULL,

    CONSTRAINT "repayment_batches_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateIndex
CREATE INDEX "repayments_merchant_id_order_id_idx" ON "repayments"("merchant_id", "order_id");

-- CreateIndex
CREATE INDEX "repayments_merchant_id_state_idx" ON "repayments"("merchant_id", "state");

-- CreateIndex
CREATE INDEX "repayment_batches_merchant_id_created_at_idx" ON "repayment_batches"("merchant_id", "created_at");

-- By this its posting is known, and the one with which it comes back.
CREATE UNIQUE INDEX "repayments_end_to_end" ON "repayments"("merchant_id", "end_to_end_id");
CREATE INDEX "postings_of_repayments" ON "postings"("merchant_id", "end_to_end_id") WHERE end_to_end_id LIKE 'KR-%';

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['repayments', 'repayment_batches']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- A file that left is never changed.
GRANT SELECT, INSERT, UPDATE ON "repayments" TO kontor_hub;
GRANT SELECT, INSERT ON "repayment_batches" TO kontor_hub;
