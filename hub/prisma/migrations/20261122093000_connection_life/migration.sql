-- Installations from the shop's side, uninstalling, erasure, settings per shop, relaunches.

-- AlterTable
ALTER TABLE "connections" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "connections" ADD COLUMN "disconnected_by" TEXT;
ALTER TABLE "connections" ADD COLUMN "numbers_differ" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "orders" ADD COLUMN "erased_by" TEXT;
ALTER TABLE "orders" ADD COLUMN "repeats_number" TEXT;
ALTER TABLE "settings" ADD COLUMN "trial_since" TIMESTAMPTZ(3);
ALTER TABLE "hosted_connections" ADD COLUMN "identity_hash" BYTEA;

-- CreateTable
CREATE TABLE "blocked_customers" (
    "merchant_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "customer" JSONB NOT NULL,
    "blocked_at" TIMESTAMPTZ(3) NOT NULL,
    "remove_on" DATE,

    CONSTRAINT "blocked_customers_pkey" PRIMARY KEY ("merchant_id","order_id")
);

-- CreateTable
CREATE TABLE "changes" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "connection_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" TEXT NOT NULL,
    "cause" JSONB NOT NULL,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "relaunches" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "old_connection_id" UUID NOT NULL,
    "new_connection_id" UUID,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "relaunches_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "shop_installations" (
    "id" UUID NOT NULL,
    "plugin" TEXT NOT NULL,
    "host_id" UUID NOT NULL,
    "identity_hash" BYTEA NOT NULL,
    "sealed" BYTEA,
    "claim_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "merchant_id" UUID,
    "connection_id" UUID,

    CONSTRAINT "shop_installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_codes" (
    "code_hash" BYTEA NOT NULL,
    "merchant_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_codes_pkey" PRIMARY KEY ("code_hash")
);

-- CreateIndex
CREATE INDEX "changes_merchant_id_connection_id_id_idx" ON "changes"("merchant_id", "connection_id", "id");
CREATE INDEX "hosted_connections_identity_hash_idx" ON "hosted_connections"("identity_hash");
CREATE UNIQUE INDEX "shop_installations_plugin_host_id_identity_hash_key" ON "shop_installations"("plugin", "host_id", "identity_hash");
CREATE UNIQUE INDEX "shop_installations_claim_hash_key" ON "shop_installations"("claim_hash");

-- Whether another shop of the merchant has the same number (PRODUCT A9).
CREATE INDEX "order_number" ON "orders"("merchant_id", "number");
CREATE INDEX "order_repeats_number" ON "orders"("merchant_id", "connection_id") WHERE "repeats_number" IS NOT NULL;
CREATE INDEX "blocked_until" ON "blocked_customers"("merchant_id", "remove_on") WHERE "remove_on" IS NOT NULL;

-- Which connections are this shop's, found without a merchant in hand: by a hash, since addresses may be names.
CREATE FUNCTION kontor_know_shop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hosted_connections SET identity_hash = sha256(convert_to(NEW.plugin || ' ' || NEW.identity, 'UTF8'))
     WHERE connection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER "know_shop" AFTER UPDATE OF "identity" ON "connections"
    FOR EACH ROW EXECUTE FUNCTION kontor_know_shop();
UPDATE hosted_connections h SET identity_hash = sha256(convert_to(c.plugin || ' ' || c.identity, 'UTF8'))
  FROM connections c WHERE c.id = h.connection_id AND c.identity IS NOT NULL;

DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['blocked_customers', 'changes', 'relaunches'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

GRANT SELECT, INSERT ON "changes" TO kontor_hub;
GRANT SELECT, INSERT, UPDATE, DELETE ON "blocked_customers", "shop_installations", "link_codes" TO kontor_hub;
GRANT SELECT, INSERT, UPDATE ON "relaunches" TO kontor_hub;
-- Personal data has to go when the law says so; nothing is booked in them.
GRANT DELETE ON "documents", "known_payers" TO kontor_hub;
GRANT UPDATE ("erased_by", "repeats_number") ON "orders" TO kontor_hub;
