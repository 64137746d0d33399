-- The mark that a linked order's system shows still while a later one, or a payment, is about to take its place (PRODUCT A13, E3).

-- AlterTable
ALTER TABLE "linked_orders" ADD COLUMN "earlier_mark" TEXT;
ALTER TABLE "linked_orders" ADD CONSTRAINT "earlier_marks" CHECK ("earlier_mark" IN ('cancelled', 'overdue', 'debtCollection'));
