-- What settling an order needs besides its amount, where the merchant wants it so (PRODUCT M9).
ALTER TABLE "orders" ADD COLUMN "charged" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "orders" ADD CONSTRAINT "orders_charged_check" CHECK ("charged" >= 0);
GRANT UPDATE ("charged") ON "orders" TO kontor_hub;

-- Assignment goes by it.
DROP TRIGGER "note_change" ON "orders";
CREATE TRIGGER "note_change"
    BEFORE UPDATE OF "number", "placed_at", "currency", "amount", "received_in_shop", "reported_by_us", "assigned",
        "settled_otherwise", "charged", "repaid", "payment_code", "lifecycle", "state", "body", "linked_as", "linked_numbers" ON "orders"
    FOR EACH ROW EXECUTE FUNCTION kontor_note_change();
