-- What a linked order's system was told of what became of the receivable besides being paid (PRODUCT A13, E3).

-- AlterTable
ALTER TABLE "linked_orders" ADD COLUMN "mark" TEXT;
ALTER TABLE "linked_orders" ADD COLUMN "repaid" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "linked_orders" ADD CONSTRAINT "marks" CHECK ("mark" IN ('cancelled', 'overdue', 'debtCollection'));
