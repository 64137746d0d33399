-- What was handed to the books, entry by entry: no export changes silently, and none says anything twice (PRODUCT L5).

-- CreateTable
CREATE TABLE "bookkeeping_exports" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "summary" JSONB NOT NULL,
    "csv" BYTEA NOT NULL,
    "datev" BYTEA,

    CONSTRAINT "bookkeeping_exports_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "bookkeeping_entries" (
    "merchant_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "export_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "order_id" UUID NOT NULL,
    "assignment_id" UUID,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "bookkeeping_entries_pkey" PRIMARY KEY ("merchant_id","source")
);

-- CreateIndex
CREATE UNIQUE INDEX "bookkeeping_exports_merchant_id_from_day_to_day_key" ON "bookkeeping_exports"("merchant_id", "from_day", "to_day");

-- CreateIndex
CREATE INDEX "bookkeeping_entries_merchant_id_order_id_idx" ON "bookkeeping_entries"("merchant_id", "order_id");

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['bookkeeping_exports', 'bookkeeping_entries']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- What was exported stays.
GRANT SELECT, INSERT ON "bookkeeping_exports", "bookkeeping_entries" TO kontor_hub;
