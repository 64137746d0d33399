-- What orders are reminded by: steps taken, what was arranged by hand, and what the messages of it say.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN "payee_name" TEXT;
ALTER TABLE "accounts" ADD COLUMN "bic" TEXT;
ALTER TABLE "accounts" ADD COLUMN "lag_days" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "messages" ADD COLUMN "intent" JSONB;
ALTER TABLE "message_files" ADD COLUMN "cid" TEXT;

-- CreateTable
CREATE TABLE "order_steps" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "level" INTEGER,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT NOT NULL,
    "message_id" UUID,
    "amount" BIGINT NOT NULL,
    "email" TEXT,
    "fee" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "order_steps_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "arrangements" (
    "merchant_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "reference_day" DATE,
    "terms" JSONB,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "blocked_until" DATE,
    "already_paid_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrangements_pkey" PRIMARY KEY ("merchant_id","order_id")
);

-- CreateTable
CREATE TABLE "dunning_days" (
    "merchant_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "dunning_days_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateIndex
CREATE INDEX "order_steps_merchant_id_order_id_id_idx" ON "order_steps"("merchant_id", "order_id", "id");

-- What a run looks through: orders that something may still be done about.
CREATE INDEX "orders_asked" ON "orders"("merchant_id", "id")
    WHERE lifecycle IN ('managed', 'overdue') AND state IN ('open', 'partiallyPaid', 'overdue');

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['order_steps', 'arrangements', 'dunning_days']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- What was done is never undone.
GRANT SELECT, INSERT ON "order_steps" TO kontor_hub;
GRANT SELECT, INSERT, UPDATE ON "arrangements", "dunning_days" TO kontor_hub;
