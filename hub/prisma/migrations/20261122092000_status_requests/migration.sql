-- CreateTable
CREATE TABLE "status_requests" (
    "merchant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "order_id" UUID,
    "step" INTEGER NOT NULL DEFAULT 0,
    "work_id" UUID,
    "code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_requests_pkey" PRIMARY KEY ("merchant_id","connection_id","id")
);

-- CreateIndex
CREATE INDEX "status_requests_merchant_id_connection_id_subject_seq_idx" ON "status_requests"("merchant_id", "connection_id", "subject", "seq");

-- One after the other: where one is not settled, the next one is not taken.
CREATE UNIQUE INDEX "status_request_underway" ON "status_requests"("merchant_id", "connection_id", "subject") WHERE "state" IN ('waiting', 'underway');
CREATE INDEX "status_request_work" ON "status_requests"("merchant_id", "work_id") WHERE "state" = 'underway';

-- I6, the second wall.
ALTER TABLE "status_requests" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_merchant ON "status_requests" USING (merchant_id = nullif(current_setting('kontor.merchant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "status_requests" TO kontor_hub;
GRANT USAGE ON SEQUENCE "status_requests_seq_seq" TO kontor_hub;
