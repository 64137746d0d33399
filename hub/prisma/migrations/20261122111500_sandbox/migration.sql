-- Merchants of partners who try a plugin (PRODUCT L7).

-- AlterTable
ALTER TABLE "merchants" ADD COLUMN "sandbox" BOOLEAN NOT NULL DEFAULT false;

-- Which of a host's keys are good.
CREATE INDEX "credentials_host_id_idx" ON "credentials"("host_id");
