-- The merchant's own texts of e-mails and letters.

-- CreateTable
CREATE TABLE "message_texts" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "connection_id" UUID,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_texts_pkey" PRIMARY KEY ("merchant_id","id")
);

-- One of each, for the merchant as for a shop.
CREATE UNIQUE INDEX "message_texts_one" ON "message_texts"("merchant_id", "connection_id", "kind", "locale") NULLS NOT DISTINCT;

-- I6, the second wall.
ALTER TABLE "message_texts" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "message_texts" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);

GRANT SELECT, INSERT, UPDATE, DELETE ON "message_texts" TO kontor_hub;
