-- Letters and who sends them, what customers answer to reminders, and the digest of notifications.

-- AlterTable
ALTER TABLE "messages" ADD COLUMN "service_ref" TEXT;
ALTER TABLE "messages" ADD COLUMN "cancel_wanted" TEXT;
ALTER TABLE "notifications" ADD COLUMN "mailed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "letter_services" (
    "merchant_id" UUID NOT NULL,
    "config" JSONB,
    "secrets" BYTEA,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "problem" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_services_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateTable
CREATE TABLE "payment_answers" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,
    "file_name" TEXT,
    "content_type" TEXT,
    "bytes" BYTEA,

    CONSTRAINT "payment_answers_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "digests" (
    "merchant_id" UUID NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "last_day" DATE,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateIndex
CREATE INDEX "payment_answers_merchant_id_order_id_id_idx" ON "payment_answers"("merchant_id", "order_id", "id");

-- Which steps a message belongs to: more than one where it is about several orders (PRODUCT M8).
CREATE INDEX "order_steps_message" ON "order_steps"("merchant_id", "message_id") WHERE message_id IS NOT NULL;

-- I6, the second wall.
DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['letter_services', 'payment_answers', 'digests']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- What a customer said is never changed; it goes when he wants it gone.
GRANT SELECT, INSERT, UPDATE ON "letter_services", "digests" TO kontor_hub;
GRANT SELECT, INSERT, DELETE ON "payment_answers" TO kontor_hub;
