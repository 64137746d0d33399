-- Whose orders are reminded of in one message (PRODUCT M8), found without reading all others. A column of its own: row level security
-- lets no index be used on what a function makes of a column.
ALTER TABLE "orders" ADD COLUMN "email_key" TEXT GENERATED ALWAYS AS (lower(body #>> '{customer,email}')) STORED;
CREATE INDEX "orders_asked_of_customer" ON "orders"("merchant_id", "email_key")
    WHERE lifecycle IN ('managed', 'overdue') AND state IN ('open', 'partiallyPaid', 'overdue') AND email_key IS NOT NULL;
