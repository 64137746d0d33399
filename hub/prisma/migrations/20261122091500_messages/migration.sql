-- CreateTable
CREATE TABLE "messages" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID,
    "kind" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "cause_key" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "only_while" TEXT[],
    "valid_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease" UUID,
    "handed_over_at" TIMESTAMPTZ(3),
    "reply" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "message_files" (
    "merchant_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "message_files_pkey" PRIMARY KEY ("merchant_id","message_id","position")
);

-- CreateTable
CREATE TABLE "mail_servers" (
    "merchant_id" UUID NOT NULL,
    "config" JSONB,
    "secrets" BYTEA,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "problem" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_servers_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "merchant_id" UUID NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "decided_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("merchant_id","address_hash")
);

-- CreateTable
CREATE TABLE "message_dues" (
    "message_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_dues_pkey" PRIMARY KEY ("message_id")
);

-- CreateIndex
CREATE INDEX "messages_merchant_id_order_id_created_at_idx" ON "messages"("merchant_id", "order_id", "created_at");

-- CreateIndex
CREATE INDEX "messages_merchant_id_created_at_idx" ON "messages"("merchant_id", "created_at");

-- CreateIndex
CREATE INDEX "message_dues_merchant_id_due_at_idx" ON "message_dues"("merchant_id", "due_at");

-- One message per cause (I4), until it was given up before it was sent: then its cause may come again.
CREATE UNIQUE INDEX "messages_cause" ON "messages"("merchant_id", "cause_key") WHERE state <> 'cancelled';
-- What a run takes next.
CREATE INDEX "messages_due" ON "messages"("merchant_id", "due_at") WHERE due_at IS NOT NULL;

-- Found without a merchant in hand, holds nothing personal.
CREATE FUNCTION kontor_schedule_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.due_at IS NOT NULL THEN
        INSERT INTO message_dues (message_id, merchant_id, due_at) VALUES (NEW.id, NEW.merchant_id, NEW.due_at)
        ON CONFLICT (message_id) DO UPDATE SET due_at = NEW.due_at;
    ELSIF TG_OP <> 'INSERT' THEN
        DELETE FROM message_dues WHERE message_id = OLD.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "schedule" AFTER INSERT OR DELETE OR UPDATE OF "due_at" ON "messages"
    FOR EACH ROW EXECUTE FUNCTION kontor_schedule_message();

-- I6, the second wall.
DO $$
DECLARE
    tenant text;
BEGIN
    FOREACH tenant IN ARRAY ARRAY['messages', 'message_files', 'mail_servers', 'opt_outs']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- What was sent is never changed; after its time it goes.
GRANT SELECT, INSERT, UPDATE ON "messages", "mail_servers", "opt_outs", "message_dues" TO kontor_hub;
GRANT SELECT, INSERT ON "message_files" TO kontor_hub;
GRANT DELETE ON "messages", "message_files", "opt_outs", "message_dues" TO kontor_hub;
