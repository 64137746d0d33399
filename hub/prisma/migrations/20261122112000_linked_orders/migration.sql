-- One receivable in two systems: which connection leads which, and which orders are one (PRODUCT A13).

-- AlterTable
ALTER TABLE "orders" ADD COLUMN "linked_as" TEXT;
ALTER TABLE "orders" ADD COLUMN "linked_numbers" TEXT[];

-- CreateTable
CREATE TABLE "connection_links" (
    "merchant_id" UUID NOT NULL,
    "leader_id" UUID NOT NULL,
    "follower_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_links_pkey" PRIMARY KEY ("merchant_id","leader_id","follower_id")
);

-- CreateTable
CREATE TABLE "order_link_numbers" (
    "merchant_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "names_other" BOOLEAN NOT NULL,

    CONSTRAINT "order_link_numbers_pkey" PRIMARY KEY ("merchant_id","order_id","number")
);

-- CreateTable
CREATE TABLE "order_links" (
    "merchant_id" UUID NOT NULL,
    "follower_order_id" UUID NOT NULL,
    "leader_order_id" UUID NOT NULL,
    "tolerated" BIGINT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_links_pkey" PRIMARY KEY ("merchant_id","follower_order_id","leader_order_id")
);

-- CreateTable
CREATE TABLE "linked_orders" (
    "merchant_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "said" BIGINT NOT NULL DEFAULT 0,
    "counted" BIGINT NOT NULL DEFAULT 0,
    "doubted" BIGINT NOT NULL DEFAULT 0,
    "settled" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "linked_orders_pkey" PRIMARY KEY ("merchant_id","order_id")
);

-- CreateIndex
CREATE INDEX "order_link_numbers_merchant_id_number_idx" ON "order_link_numbers"("merchant_id", "number");

-- CreateIndex
CREATE INDEX "order_links_merchant_id_leader_order_id_idx" ON "order_links"("merchant_id", "leader_order_id");

-- An order follows one other at a time, and has one amount by which it is settled through it.
CREATE UNIQUE INDEX "order_follows_one" ON "order_links"("merchant_id", "follower_order_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "settled_by_link_once" ON "assignments"("merchant_id", "order_id") WHERE "kind" = 'linked' AND "undone_at" IS NULL;

-- What settles an order because it was settled in the other system: no money of its own, so no posting.
ALTER TABLE "assignments" DROP CONSTRAINT "kinds";
ALTER TABLE "assignments" ADD CONSTRAINT "kinds"
    CHECK ("kind" IN ('payment', 'surplus', 'cashDiscount', 'charges', 'tolerance', 'byHand', 'linked'));

-- Assignment goes by it whether an order is a candidate, and by which numbers.
DROP TRIGGER "note_change" ON "orders";
CREATE TRIGGER "note_change"
    BEFORE UPDATE OF "number", "placed_at", "currency", "amount", "received_in_shop", "reported_by_us", "assigned",
        "settled_otherwise", "repaid", "payment_code", "lifecycle", "state", "body", "linked_as", "linked_numbers" ON "orders"
    FOR EACH ROW EXECUTE FUNCTION kontor_note_change();

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['connection_links', 'order_link_numbers', 'order_links', 'linked_orders']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

GRANT UPDATE ("linked_as", "linked_numbers") ON "orders" TO kontor_hub;
GRANT SELECT, INSERT, DELETE ON "connection_links", "order_link_numbers" TO kontor_hub;
GRANT SELECT, INSERT, UPDATE ON "order_links" TO kontor_hub;
GRANT SELECT, INSERT, UPDATE, DELETE ON "linked_orders" TO kontor_hub;
