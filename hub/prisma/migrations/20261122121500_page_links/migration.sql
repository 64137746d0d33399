-- Sessions that the merchant's own key opened may do what the shop's admin may not: connect again what he disconnected in Kontor.
ALTER TABLE "embedded_sessions" ADD COLUMN "by_merchant" BOOLEAN NOT NULL DEFAULT false;
