-- Each way of a repayment to the bank has an id of its own, and each posting it left or came back with can be taken back (PRODUCT G12, K1).

-- CreateTable
CREATE TABLE "repayment_transfers" (
    "merchant_id" UUID NOT NULL,
    "end_to_end_id" TEXT NOT NULL,
    "repayment_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "payee" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repayment_transfers_pkey" PRIMARY KEY ("merchant_id","end_to_end_id")
);

-- CreateTable
CREATE TABLE "repayment_bookings" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "repayment_id" UUID NOT NULL,
    "end_to_end_id" TEXT NOT NULL,
    "posting_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "charges" BIGINT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "repayment_bookings_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "blocked_transfers" (
    "merchant_id" UUID NOT NULL,
    "end_to_end_id" TEXT NOT NULL,
    "payee" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "blocked_at" TIMESTAMPTZ(3) NOT NULL,
    "remove_on" DATE,

    CONSTRAINT "blocked_transfers_pkey" PRIMARY KEY ("merchant_id","end_to_end_id")
);

-- CreateIndex
CREATE INDEX "repayment_transfers_merchant_id_repayment_id_idx" ON "repayment_transfers"("merchant_id", "repayment_id");

-- CreateIndex
CREATE INDEX "repayment_transfers_merchant_id_batch_id_idx" ON "repayment_transfers"("merchant_id", "batch_id");

-- CreateIndex
CREATE INDEX "repayment_bookings_merchant_id_repayment_id_idx" ON "repayment_bookings"("merchant_id", "repayment_id");

-- CreateIndex
CREATE INDEX "repayment_bookings_merchant_id_posting_id_idx" ON "repayment_bookings"("merchant_id", "posting_id");

-- A posting is one booking at a time.
CREATE UNIQUE INDEX "repayment_booking_of_posting" ON "repayment_bookings"("merchant_id", "posting_id") WHERE undone_at IS NULL;

INSERT INTO repayment_transfers (merchant_id, end_to_end_id, repayment_id, batch_id, amount, payee, iban, text, approved_by, approved_at, sent_at)
SELECT merchant_id, end_to_end_id, id, batch_id, amount, payee, iban, text, approved_by, approved_at, updated_at FROM repayments WHERE batch_id IS NOT NULL;

-- Exports know them by their postings.
INSERT INTO repayment_bookings (merchant_id, id, repayment_id, end_to_end_id, posting_id, kind, charges, decided_by, created_at)
SELECT p.merchant_id, p.id, t.repayment_id, t.end_to_end_id, p.id, CASE WHEN p.amount < 0 THEN 'left' ELSE 'returned' END, 0, 'machine', p.decided_at
  FROM postings p
  JOIN repayment_transfers t ON t.merchant_id = p.merchant_id AND t.end_to_end_id = p.end_to_end_id
 WHERE p.decision->>'repayment' = t.repayment_id::text;

-- AlterTable
DROP INDEX "repayments_end_to_end";
ALTER TABLE "repayments" DROP COLUMN "end_to_end_id", DROP COLUMN "batch_id", DROP COLUMN "posting_id";

-- AlterTable
ALTER TABLE "bookkeeping_exports" ALTER COLUMN "csv" DROP NOT NULL;
UPDATE bookkeeping_exports SET summary = summary || jsonb_build_object('datev', datev IS NOT NULL);

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['repayment_transfers', 'repayment_bookings', 'blocked_transfers']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON "blocked_transfers" TO kontor_hub;
-- What left stays as it left, but for whose money it was, which goes with the customer's other data (PRODUCT G13).
GRANT SELECT, INSERT, UPDATE ("payee", "iban", "text") ON "repayment_transfers" TO kontor_hub;
GRANT UPDATE ("file") ON "repayment_batches" TO kontor_hub;
GRANT UPDATE ("csv", "datev") ON "bookkeeping_exports" TO kontor_hub;
GRANT UPDATE ("body") ON "bookkeeping_entries" TO kontor_hub;
GRANT UPDATE ("evidence") ON "assignments" TO kontor_hub;
-- What was booked is never deleted, only undone.
GRANT SELECT, INSERT, UPDATE ("undone_at") ON "repayment_bookings" TO kontor_hub;
