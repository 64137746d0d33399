-- Who collects for a merchant, and what was handed over to him (PRODUCT L1).

-- CreateTable
CREATE TABLE "collection_partners" (
    "merchant_id" UUID NOT NULL,
    "config" JSONB,
    "secrets" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collection_partners_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateTable
CREATE TABLE "collection_cases" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "reference" TEXT,
    "status" JSONB,
    "problem" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "told" JSONB,
    "end_told_at" TIMESTAMPTZ(3),
    "file" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "collection_cases_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateIndex
CREATE INDEX "collection_cases_merchant_id_order_id_idx" ON "collection_cases"("merchant_id", "order_id");

-- An order is handed over once at a time.
CREATE UNIQUE INDEX "collection_case_open" ON "collection_cases"("merchant_id", "order_id") WHERE "ended_at" IS NULL;
CREATE INDEX "collection_case_due" ON "collection_cases"("merchant_id", "due_at") WHERE "due_at" IS NOT NULL;

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['collection_partners', 'collection_cases']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON "collection_partners", "collection_cases" TO kontor_hub;
