-- A payout may name thousands of orders: they are asked for in portions.

-- AlterTable
ALTER TABLE "settlements" ADD COLUMN     "read_lines" INTEGER NOT NULL DEFAULT 0;
