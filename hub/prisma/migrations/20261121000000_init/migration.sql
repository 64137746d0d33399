-- The tables, as Prisma's engine writes them from schema.prisma; what it cannot say follows below.
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "connections" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "plugin" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "host_id" UUID,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "config" JSONB NOT NULL,
    "secrets" BYTEA,
    "secrets_version" INTEGER NOT NULL DEFAULT 1,
    "refresh_before" TIMESTAMPTZ(3),
    "webhook_keys" BYTEA NOT NULL,
    "identity" TEXT,
    "description" JSONB,
    "mapping" JSONB NOT NULL,
    "connected_at" TIMESTAMPTZ(3),
    "test_system" BOOLEAN NOT NULL DEFAULT false,
    "cursor" JSONB,
    "first_read_at" TIMESTAMPTZ(3),
    "next_pull_at" TIMESTAMPTZ(3),
    "next_compare_at" TIMESTAMPTZ(3),
    "events_work" BOOLEAN NOT NULL DEFAULT false,
    "reached_at" TIMESTAMPTZ(3),
    "authorize_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disconnected_at" TIMESTAMPTZ(3),

    CONSTRAINT "connections_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "received_in_shop" BIGINT NOT NULL,
    "reported_by_us" BIGINT NOT NULL DEFAULT 0,
    "assigned" BIGINT NOT NULL DEFAULT 0,
    "settled_otherwise" BIGINT NOT NULL DEFAULT 0,
    "repaid" BIGINT NOT NULL DEFAULT 0,
    "counted_assigned" BIGINT NOT NULL DEFAULT 0,
    "counted_otherwise" BIGINT NOT NULL DEFAULT 0,
    "counted_repaid" BIGINT NOT NULL DEFAULT 0,
    "payment_code" TEXT NOT NULL,
    "lifecycle" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "open_in_shop" BOOLEAN NOT NULL,
    "gone" BOOLEAN NOT NULL DEFAULT false,
    "detached" BOOLEAN NOT NULL DEFAULT false,
    "body" JSONB NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_list" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "order_history" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "from_lifecycle" TEXT,
    "cause" JSONB NOT NULL,

    CONSTRAINT "order_history_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "documents" (
    "merchant_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "document_ref" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("merchant_id","order_id","document_ref")
);

-- CreateTable
CREATE TABLE "accounts" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "assign_from" DATE NOT NULL,
    "connections" UUID[],
    "countries" TEXT[],
    "csv_mapping" JSONB,
    "fetched_at" TIMESTAMPTZ(3),
    "consent_ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "imports" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "file_hash" BYTEA NOT NULL,
    "file_name" TEXT,
    "format" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "summary" JSONB NOT NULL,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "bank_statements" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "number" TEXT,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "opening" BIGINT,
    "closing" BIGINT,
    "difference" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "bank_statements_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "statement_days" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "booking_day" DATE NOT NULL,
    "opening" BIGINT NOT NULL,
    "closing" BIGINT NOT NULL,

    CONSTRAINT "statement_days_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "postings" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "booking_day" DATE NOT NULL,
    "value_day" DATE,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "counterparty_name" TEXT,
    "counterparty_iban" TEXT,
    "remittance" TEXT NOT NULL,
    "end_to_end_id" TEXT,
    "transaction_code" TEXT,
    "return_reason" TEXT,
    "status" TEXT NOT NULL,
    "source_format" TEXT NOT NULL,
    "strong_id" TEXT,
    "content_key" BYTEA NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "other_keys" BYTEA[],
    "detail" TEXT NOT NULL DEFAULT '',
    "body" JSONB NOT NULL,
    "assigned" BIGINT NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "held" BOOLEAN NOT NULL DEFAULT false,
    "decision" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "postings_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "bank_accesses" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "feed" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secrets" BYTEA NOT NULL,
    "memory" BYTEA,
    "state" TEXT NOT NULL,
    "wanted" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "lease" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "present_until" TIMESTAMPTZ(3),
    "next_step" JSONB,
    "letter" BYTEA,
    "challenge_id" UUID,
    "challenge" BYTEA,
    "answer" BYTEA,
    "problem" JSONB,
    "consent_ends_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_accesses_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "bank_access_accounts" (
    "merchant_id" UUID NOT NULL,
    "access_id" UUID NOT NULL,
    "feed_account" TEXT NOT NULL,
    "iban" TEXT,
    "currency" CHAR(3),
    "owner_name" TEXT,
    "name" TEXT,
    "account_id" UUID,
    "fetched_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_access_accounts_pkey" PRIMARY KEY ("merchant_id","access_id","feed_account")
);

-- CreateTable
CREATE TABLE "integration_keys" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "integration_keys_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "posting_questions" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "booking_day" DATE NOT NULL,
    "postings" JSONB NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "posting_questions_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "posting_id" UUID,
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "order_amount" BIGINT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "known_payers" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "iban" TEXT NOT NULL,
    "customer" TEXT NOT NULL,
    "customer_number" TEXT,
    "name" TEXT,
    "payments" INTEGER NOT NULL,
    "last_paid_on" DATE NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "known_payers_pkey" PRIMARY KEY ("merchant_id","iban","customer")
);

-- CreateTable
CREATE TABLE "judged_decisions" (
    "merchant_id" UUID NOT NULL,
    "posting_id" UUID NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "booked" BOOLEAN NOT NULL,
    "was_right" BOOLEAN NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "judged_decisions_pkey" PRIMARY KEY ("merchant_id","posting_id")
);

-- CreateTable
CREATE TABLE "payer_lessons" (
    "merchant_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payer_lessons_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateTable
CREATE TABLE "work" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "order_id" UUID,
    "seq" BIGSERIAL NOT NULL,
    "lane" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "possibly_done" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "code" TEXT NOT NULL,
    "cause_key" TEXT NOT NULL,
    "text" JSONB NOT NULL,
    "about" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("merchant_id","id")
);

-- CreateTable
CREATE TABLE "settings" (
    "merchant_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("merchant_id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "merchant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("merchant_id","key")
);

-- CreateTable
CREATE TABLE "merchants" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "merchants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hosts" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "plugins" TEXT[],
    "connections" UUID[],
    "public_url" TEXT,
    "hello_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "hash" BYTEA NOT NULL,
    "audience" TEXT NOT NULL,
    "merchant_id" UUID,
    "host_id" UUID,
    "scopes" TEXT[],
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "plugins" (
    "id" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "hello_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plugins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hosted_connections" (
    "connection_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "plugin" TEXT NOT NULL,
    "host_id" UUID,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "hosted_connections_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "installations" (
    "nonce_hash" BYTEA NOT NULL,
    "plugin" TEXT NOT NULL,
    "merchant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(3),

    CONSTRAINT "installations_pkey" PRIMARY KEY ("nonce_hash")
);

-- CreateTable
CREATE TABLE "work_hints" (
    "host_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_hints_pkey" PRIMARY KEY ("host_id","merchant_id")
);

-- CreateTable
CREATE TABLE "bank_access_dues" (
    "access_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_access_dues_pkey" PRIMARY KEY ("access_id")
);

-- CreateTable
CREATE TABLE "integrated_accounts" (
    "account_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,

    CONSTRAINT "integrated_accounts_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "integration_keys_merchant_id_account_id_idx" ON "integration_keys"("merchant_id", "account_id");

-- CreateIndex
CREATE INDEX "bank_access_dues_due_at_idx" ON "bank_access_dues"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "orders_merchant_id_connection_id_ref_key" ON "orders"("merchant_id", "connection_id", "ref");

-- CreateIndex
CREATE INDEX "order_history_merchant_id_order_id_id_idx" ON "order_history"("merchant_id", "order_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_merchant_id_number_key" ON "accounts"("merchant_id", "number");

-- CreateIndex
CREATE INDEX "imports_merchant_id_account_id_at_idx" ON "imports"("merchant_id", "account_id", "at");

-- CreateIndex
CREATE INDEX "imports_merchant_id_account_id_file_hash_idx" ON "imports"("merchant_id", "account_id", "file_hash");

-- CreateIndex
CREATE INDEX "bank_statements_merchant_id_account_id_last_day_idx" ON "bank_statements"("merchant_id", "account_id", "last_day");

-- CreateIndex
CREATE INDEX "statement_days_merchant_id_account_id_booking_day_idx" ON "statement_days"("merchant_id", "account_id", "booking_day");

-- CreateIndex
CREATE INDEX "postings_merchant_id_account_id_booking_day_idx" ON "postings"("merchant_id", "account_id", "booking_day");

-- CreateIndex
CREATE UNIQUE INDEX "postings_merchant_id_account_id_content_key_occurrence_deta_key" ON "postings"("merchant_id", "account_id", "content_key", "occurrence", "detail");

-- CreateIndex
CREATE INDEX "posting_questions_merchant_id_account_id_booking_day_idx" ON "posting_questions"("merchant_id", "account_id", "booking_day");

-- CreateIndex
CREATE INDEX "assignments_merchant_id_posting_id_idx" ON "assignments"("merchant_id", "posting_id");

-- CreateIndex
CREATE INDEX "assignments_merchant_id_order_id_idx" ON "assignments"("merchant_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "known_payers_merchant_id_id_key" ON "known_payers"("merchant_id", "id");

-- CreateIndex
CREATE INDEX "work_merchant_id_order_id_seq_idx" ON "work"("merchant_id", "order_id", "seq");

-- CreateIndex
CREATE INDEX "notifications_merchant_id_created_at_idx" ON "notifications"("merchant_id", "created_at");

-- CreateIndex
CREATE INDEX "hosted_connections_host_id_idx" ON "hosted_connections"("host_id");

-- I1 (DESIGN 5): what a posting's assignments sum to is kept as a running total in the statement that changes them.
-- A trigger that sums instead is racy: two transactions do not see each other's rows.
ALTER TABLE "postings" ADD CONSTRAINT "assigned_within_amount"
    CHECK (CASE WHEN "amount" >= 0 THEN "assigned" BETWEEN 0 AND "amount" ELSE "assigned" BETWEEN "amount" AND 0 END);
ALTER TABLE "assignments" ADD CONSTRAINT "only_payments_take_from_postings"
    CHECK ("kind" IN ('payment', 'surplus') AND "posting_id" IS NOT NULL OR "amount" = 0);
ALTER TABLE "assignments" ADD CONSTRAINT "kinds"
    CHECK ("kind" IN ('payment', 'surplus', 'cashDiscount', 'charges', 'tolerance', 'byHand'));
ALTER TABLE "assignments" ADD CONSTRAINT "of_posting" FOREIGN KEY ("merchant_id", "posting_id") REFERENCES "postings"("merchant_id", "id");
ALTER TABLE "assignments" ADD CONSTRAINT "on_order" FOREIGN KEY ("merchant_id", "order_id") REFERENCES "orders"("merchant_id", "id");
ALTER TABLE "postings" ADD CONSTRAINT "of_account" FOREIGN KEY ("merchant_id", "account_id") REFERENCES "accounts"("merchant_id", "id");
ALTER TABLE "imports" ADD CONSTRAINT "of_account" FOREIGN KEY ("merchant_id", "account_id") REFERENCES "accounts"("merchant_id", "id");

-- The running totals are the owner's: nobody else can write them, by mistake or otherwise.
CREATE FUNCTION kontor_book_made() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE postings p SET assigned = p.assigned + d.amount
      FROM (SELECT merchant_id, posting_id, sum(amount) AS amount FROM made WHERE posting_id IS NOT NULL GROUP BY 1, 2) d
     WHERE p.merchant_id = d.merchant_id AND p.id = d.posting_id;
    UPDATE orders o SET assigned = o.assigned + d.paid, settled_otherwise = o.settled_otherwise + d.otherwise
      FROM (SELECT merchant_id, order_id,
                   coalesce(sum(order_amount) FILTER (WHERE kind IN ('payment', 'surplus')), 0) AS paid,
                   coalesce(sum(order_amount) FILTER (WHERE kind NOT IN ('payment', 'surplus')), 0) AS otherwise
              FROM made GROUP BY 1, 2) d
     WHERE o.merchant_id = d.merchant_id AND o.id = d.order_id;
    RETURN NULL;
END $$;

CREATE FUNCTION kontor_book_undone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
             WHERE b.undone_at IS NULL AND a.undone_at IS NOT NULL GROUP BY 1, 2) d
     WHERE o.merchant_id = d.merchant_id AND o.id = d.order_id;
    RETURN NULL;
END $$;

-- An undone assignment stays undone: whoever wants it again makes a new one, with its own reasons.
CREATE FUNCTION kontor_refuse_redo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'assignment % is undone for good', OLD.id;
END $$;

CREATE TRIGGER "book_made" AFTER INSERT ON "assignments"
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION kontor_book_made();
CREATE TRIGGER "book_undone" AFTER UPDATE ON "assignments"
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION kontor_book_undone();
CREATE TRIGGER "refuse_redo" BEFORE UPDATE ON "assignments"
    FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL AND NEW.undone_at IS NULL) EXECUTE FUNCTION kontor_refuse_redo();

-- Which transaction last changed what assignment goes by: whoever keeps a copy of the orders reads only what his last
-- snapshot could not see. Being listed by a comparison is no such change.
CREATE FUNCTION kontor_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER "note_change"
    BEFORE UPDATE OF "number", "placed_at", "currency", "amount", "received_in_shop", "reported_by_us", "assigned",
        "settled_otherwise", "repaid", "payment_code", "lifecycle", "state", "body" ON "orders"
    FOR EACH ROW EXECUTE FUNCTION kontor_note_change();
CREATE INDEX "order_changed" ON "orders"("merchant_id", "changed_in");
CREATE TRIGGER "note_change" BEFORE UPDATE ON "known_payers" FOR EACH ROW EXECUTE FUNCTION kontor_note_change();
CREATE INDEX "known_payer_changed" ON "known_payers"("merchant_id", "changed_in");
-- What the machine assigned and nobody took back.
CREATE INDEX "assignment_standing" ON "assignments"("merchant_id", "created_at") WHERE "decided_by" = 'machine' AND "kind" = 'payment';

-- All that is counted of judged decisions stands in the index; the wrong ones are few.
CREATE INDEX "judged_decision" ON "judged_decisions"("merchant_id", "judged_at") INCLUDE ("probability", "was_right");
CREATE INDEX "wrong_decision" ON "judged_decisions"("merchant_id", "judged_at") WHERE NOT "was_right";

-- One command at a time per order, one pull and one comparison per connection: what shares a lane waits for it.
CREATE UNIQUE INDEX "work_lane" ON "work"("merchant_id", "lane") WHERE "state" IN ('ready', 'leased', 'unknown');
CREATE INDEX "work_due" ON "work"("merchant_id", "connection_id", "due_at", "seq") WHERE "state" IN ('ready', 'leased', 'unknown');
CREATE INDEX "work_waiting" ON "work"("merchant_id", "lane", "seq") WHERE "state" = 'waiting';
CREATE UNIQUE INDEX "notification_once" ON "notifications"("merchant_id", "cause_key") WHERE "done_at" IS NULL;
CREATE UNIQUE INDEX "connection_identity" ON "connections"("merchant_id", "plugin", "identity")
    WHERE "identity" IS NOT NULL AND "state" <> 'disconnected';
CREATE INDEX "posting_strong_id" ON "postings"("merchant_id", "account_id", "strong_id") WHERE "strong_id" IS NOT NULL;
CREATE INDEX "posting_announced" ON "postings"("merchant_id", "account_id", "booking_day") WHERE "status" IN ('pending', 'lapsed');
CREATE INDEX "posting_new" ON "postings"("merchant_id", "booking_day", "id") WHERE "outcome" IS NULL;
CREATE INDEX "posting_again" ON "postings"("merchant_id", "booking_day", "id") WHERE "outcome" IN ('review', 'none');
CREATE INDEX "posting_in_review" ON "postings"("merchant_id", "booking_day", "id") WHERE "outcome" = 'review';

-- When a connection's schedule is to be looked at, where it is found without a merchant in hand.
CREATE FUNCTION kontor_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hosted_connections SET due_at = least(NEW.next_pull_at, NEW.next_compare_at) WHERE connection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER "schedule" AFTER UPDATE OF "next_pull_at", "next_compare_at" ON "connections"
    FOR EACH ROW EXECUTE FUNCTION kontor_schedule();

-- The same for bank accesses.
CREATE FUNCTION kontor_schedule_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM bank_access_dues WHERE access_id = OLD.id;
    ELSE
        INSERT INTO bank_access_dues (access_id, merchant_id, due_at) VALUES (NEW.id, NEW.merchant_id, NEW.due_at)
        ON CONFLICT (access_id) DO UPDATE SET due_at = NEW.due_at;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "schedule" AFTER INSERT OR DELETE OR UPDATE OF "due_at" ON "bank_accesses"
    FOR EACH ROW EXECUTE FUNCTION kontor_schedule_access();

-- Orders are updated in place again and again: room for it on the page.
ALTER TABLE "orders" SET (fillfactor = 85);
ALTER TABLE "work" SET (fillfactor = 70);

-- I6, the second wall: whoever is not the owner sees one merchant at a time, and none where none is named. After a
-- transaction a pooled connection holds '' instead of NULL.
DO $$
DECLARE
    tenant text;
BEGIN
    FOR tenant IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'merchant_id'
           AND c.relname NOT IN ('credentials', 'hosted_connections', 'installations', 'work_hints', 'bank_access_dues', 'integrated_accounts')
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('CREATE POLICY of_merchant ON %I USING (merchant_id = nullif(current_setting(''kontor.merchant'', true), '''')::uuid)', tenant);
    END LOOP;
END $$;

-- The hub's own role may work with rows and nothing else. What is booked is never deleted, only undone.
GRANT USAGE ON SCHEMA public TO kontor_hub;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO kontor_hub;
GRANT DELETE ON "bank_accesses", "bank_access_accounts", "bank_access_dues",
    "work_hints", "idempotency_keys", "installations", "hosted_connections" TO kontor_hub;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kontor_hub;
REVOKE UPDATE ON "assignments", "order_history", "postings", "orders" FROM kontor_hub;
GRANT UPDATE ("undone_at") ON "assignments" TO kontor_hub;
-- Everything but what the triggers keep.
DO $$
DECLARE
    counted record;
BEGIN
    FOR counted IN
        SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ') AS columns
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname IN ('postings', 'orders') AND a.attnum > 0
           AND NOT a.attisdropped AND a.attname NOT IN ('assigned', 'settled_otherwise', 'changed_in')
         GROUP BY c.relname
    LOOP
        EXECUTE format('GRANT UPDATE (%s) ON %I TO kontor_hub', counted.columns, counted.name);
    END LOOP;
END $$;
