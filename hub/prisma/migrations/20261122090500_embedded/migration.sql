-- Sessions of the page in a shop's admin. Global: the key says whose it is, before a merchant is in hand.
CREATE TABLE "embedded_sessions" (
    "key_hash" BYTEA NOT NULL,
    "merchant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "once_hash" BYTEA NOT NULL,
    "once_until" TIMESTAMPTZ(3) NOT NULL,
    "person" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "embedded_sessions_pkey" PRIMARY KEY ("key_hash")
);

-- A signed request is good once, also for two who come together.
CREATE UNIQUE INDEX "embedded_sessions_connection_id_once_hash_key" ON "embedded_sessions"("connection_id", "once_hash");

GRANT SELECT, INSERT, DELETE ON "embedded_sessions" TO kontor_hub;
