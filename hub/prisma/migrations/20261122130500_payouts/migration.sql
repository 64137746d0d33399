-- Payouts of marketplaces, split by their own books (PRODUCT D3).

-- AlterTable
ALTER TABLE "settlements" ADD COLUMN     "connection_id" UUID,
ADD COLUMN     "found_by" TEXT,
ADD COLUMN     "paid_out_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "assignments" ALTER COLUMN "order_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "payout_questions" (
    "merchant_id" UUID NOT NULL,
    "posting_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ask_again_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_questions_pkey" PRIMARY KEY ("merchant_id","posting_id","connection_id")
);

ALTER TABLE "payout_questions" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "payout_questions" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "payout_questions" TO kontor_hub;

-- Settlements of a posting, and payouts that wait.
CREATE INDEX "payout_waiting" ON "settlements"("merchant_id", "connection_id") WHERE "state" = 'open' AND "connection_id" IS NOT NULL;
CREATE INDEX "settlement_of_posting" ON "settlements"("merchant_id", "posting_id") WHERE "posting_id" IS NOT NULL;

-- What a platform received for an order and pays out takes from the posting (I1), and settles nothing: the shop itself says that the
-- order is paid. What no order gets (subscriptions, orders that nobody here knows) has none.
ALTER TABLE "assignments" DROP CONSTRAINT "kinds";
ALTER TABLE "assignments" ADD CONSTRAINT "kinds"
    CHECK ("kind" IN ('payment', 'surplus', 'cashDiscount', 'charges', 'tolerance', 'byHand', 'linked', 'payout', 'payoutFee'));
ALTER TABLE "assignments" DROP CONSTRAINT "only_payments_take_from_postings";
ALTER TABLE "assignments" ADD CONSTRAINT "only_payments_take_from_postings"
    CHECK ("kind" IN ('payment', 'surplus', 'payout') AND "posting_id" IS NOT NULL OR "amount" = 0);
ALTER TABLE "assignments" ADD CONSTRAINT "only_payouts_have_no_order" CHECK ("order_id" IS NOT NULL OR "kind" = 'payout');

CREATE OR REPLACE FUNCTION kontor_book_made() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE postings p SET assigned = p.assigned + d.amount
      FROM (SELECT merchant_id, posting_id, sum(amount) AS amount FROM made WHERE posting_id IS NOT NULL GROUP BY 1, 2) d
     WHERE p.merchant_id = d.merchant_id AND p.id = d.posting_id;
    UPDATE orders o SET assigned = o.assigned + d.paid, settled_otherwise = o.settled_otherwise + d.otherwise
      FROM (SELECT merchant_id, order_id,
                   coalesce(sum(order_amount) FILTER (WHERE kind IN ('payment', 'surplus')), 0) AS paid,
                   coalesce(sum(order_amount) FILTER (WHERE kind NOT IN ('payment', 'surplus')), 0) AS otherwise
              FROM made WHERE kind NOT IN ('payout', 'payoutFee') GROUP BY 1, 2) d
     WHERE o.merchant_id = d.merchant_id AND o.id = d.order_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION kontor_book_undone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE postings p SET assigned = p.assigned - d.amount
      FROM (SELECT a.merchant_id, a.posting_id, sum(a.amount) AS amount
              FROM after a JOIN before b USING (merchant_id, id)
             WHERE b.undone_at IS NULL AND a.undone_at IS NOT NULL AND a.posting_id IS NOT NULL GROUP BY 1, 2) d
     WHERE p.merchant_id = d.merchant_id AND p.id = d.posting_id;
    UPDATE orders o SET assigned = o.assigned - d.paid, settled_otherwise = o.settled_otherwise - d.otherwise
      FROM (SELECT a.merchant_id, a.order_id,
                   coalesce(sum(a.order_amount) FILTER (WHERE a.kind IN ('payment', 'surplus')), 0) AS paid,
                   coalesce(sum(a.order_amount) FILTER (WHERE a.kind NOT IN ('payment', 'surplus')), 0) AS otherwise
              FROM after a JOIN before b USING (merchant_id, id)
             WHERE b.undone_at IS NULL AND a.undone_at IS NOT NULL AND a.kind NOT IN ('payout', 'payoutFee') GROUP BY 1, 2) d
     WHERE o.merchant_id = d.merchant_id AND o.id = d.order_id;
    RETURN NULL;
END $$;

-- A platform that says of somebody only that his account was closed names no order (PRODUCT G13).
CREATE INDEX "order_customer_number" ON "orders"("merchant_id", "connection_id", ("body" #>> '{customer,number}'))
    WHERE "body" #>> '{customer,number}' IS NOT NULL;
