-- The mailboxes that merchants' e-mails come back to.

-- CreateTable
CREATE TABLE "bounce_mailboxes" (
    "merchant_id" UUID NOT NULL,
    "config" JSONB,
    "secrets" BYTEA,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "problem" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "uid_validity" BIGINT,
    "last_uid" BIGINT,

    CONSTRAINT "bounce_mailboxes_pkey" PRIMARY KEY ("merchant_id")
);

-- It is due as messages are, under its merchant's id: found without a merchant in hand.
CREATE FUNCTION kontor_schedule_mailbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.due_at IS NULL THEN
        DELETE FROM message_dues WHERE message_id = NEW.merchant_id;
    ELSE
        INSERT INTO message_dues (message_id, merchant_id, due_at) VALUES (NEW.merchant_id, NEW.merchant_id, NEW.due_at)
        ON CONFLICT (message_id) DO UPDATE SET due_at = NEW.due_at;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "schedule" AFTER INSERT OR UPDATE OF "due_at" ON "bounce_mailboxes"
    FOR EACH ROW EXECUTE FUNCTION kontor_schedule_mailbox();

-- I6, the second wall.
ALTER TABLE "bounce_mailboxes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "bounce_mailboxes" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);

GRANT SELECT, INSERT, UPDATE ON "bounce_mailboxes" TO kontor_hub;
