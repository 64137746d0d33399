import { createHash, randomBytes } from "node:crypto";
import { type EmbeddedSession, type openEmbeddedSession, problem } from "@kontor/protocol";
import type * as z from "zod";
import { merchantOfConnection } from "../connections/hosted.ts";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { SESSION_KEY } from "./session-caller.ts";

/** Long enough for a mapping, short enough for a computer that is left alone. */
const SESSION_MS = 15 * 60 * 1000;

type Proof = z.infer<typeof openEmbeddedSession.body>;

/** Whose page it is, and who vouches for the person that looks at it: the merchant's own key, or the shop's admin. */
interface Opened {
	readonly merchantId: string;
	readonly connection: string;
	readonly byMerchant: boolean;
}

/**
 * A session of one connection for what the shop's admin signed and the host's plugin has checked.
 * @throws ProblemError 401 `USED_BEFORE` for a request that opened one before, 404 for a connection that is not the host's.
 */
export async function openFromShop(
	hub: Hub,
	caller: HostCaller,
	connection: string,
	proof: Proof,
): Promise<EmbeddedSession> {
	const merchantId = await merchantOfConnection(hub, caller, connection);
	const session = await openSession(hub, { merchantId, connection, byMerchant: false }, proof);
	if (session === null) throw problem("USED_BEFORE");
	return session;
}

/** Null where this very proof opened one before. */
export function openSession(
	hub: Hub,
	{ merchantId, connection, byMerchant }: Opened,
	{ once, validUntil, person, language }: Proof,
): Promise<EmbeddedSession | null> {
	const key = `${SESSION_KEY}${randomBytes(32).toString("base64url")}`;
	return hub.db.global("open-embedded-session", async (tx) => {
		const expiresAt = new Date(tx.now.getTime() + SESSION_MS);
		await tx.execute(
			`DELETE FROM embedded_sessions WHERE connection_id = $1::uuid AND expires_at <= $2 AND once_until <= $2`,
			connection,
			tx.now,
		);
		const opened = await tx.execute(
			`INSERT INTO embedded_sessions
			   (key_hash, merchant_id, connection_id, once_hash, once_until, person, by_merchant, created_at, expires_at)
			 VALUES ($1, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9) ON CONFLICT (connection_id, once_hash) DO NOTHING`,
			hashOf(key),
			merchantId,
			connection,
			hashOf(once),
			new Date(validUntil),
			person,
			byMerchant,
			tx.now,
			expiresAt,
		);
		return opened === 0 ? null : { connection, key, expiresAt: expiresAt.toISOString(), language };
	});
}

function hashOf(text: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(text).digest());
}
