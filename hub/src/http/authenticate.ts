import { createHash, randomBytes } from "node:crypto";
import { type Audience, problem } from "@kontor/protocol";
import type { Request } from "express";
import type { Database } from "../db/database.ts";
import { BY_KEY, statement } from "../db/transaction-pool.ts";
import { callerOfSession, SESSION_KEY } from "../embedded/session-caller.ts";
import type { Admission } from "./admission.ts";

export type MerchantCaller = {
	readonly audience: "merchant";
	readonly merchantId: string;
	/** Names the credential in histories. */
	readonly label: string;
	readonly scopes: readonly string[];
	/** A session of the page of one connection: for it and nothing else. Null: all that is the merchant's. */
	readonly connection: string | null;
	/** Only the shop's admin vouches for him. */
	readonly fromShop: boolean;
};
export type HostCaller = {
	readonly audience: "host";
	readonly hostId: string;
	readonly plugins: readonly string[];
	/** Empty: every connection of its plugins. */
	readonly connections: readonly string[];
};
type OperatorCaller = { readonly audience: "operator" };
type PublicCaller = { readonly audience: "public" };
export type Caller = MerchantCaller | HostCaller | OperatorCaller | PublicCaller;
export type CallerOf<A extends Audience> = Extract<Caller, { audience: A }>;

/** @throws ProblemError 401 without a valid key, 403 with one that may not do this, 429 where it asks too much. */
export type Authenticate = (request: Request, audience: Audience) => Promise<Caller>;

/** A key and what is stored of it. 256 random bits cannot be guessed, so a fast hash is enough. */
export function newKey(): { key: string; hash: Uint8Array<ArrayBuffer> } {
	const key = `kontor_${randomBytes(32).toString("base64url")}`;
	return { key, hash: hashOfKey(key) };
}

export function hashOfKey(key: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(key).digest());
}

/** Whose data a request may touch follows from its credential, never from the request (I6). */
export function authenticateBy(db: Database, clock: () => Date, admission: Admission): Authenticate {
	return async (request, audience) => {
		if (audience === "public") {
			admission.enter(request, null);
			return { audience };
		}
		const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
		if (key === undefined) throw problem("NO_CREDENTIAL");
		const hash = hashOfKey(key);
		const credential = Buffer.from(hash).toString("latin1");
		admission.enter(request, credential);
		const caller = await (key.startsWith(SESSION_KEY) ? callerOfSession(db, hash, clock()) : callerOf(db, hash));
		if (caller === null) {
			admission.failed(request);
			throw problem("NO_CREDENTIAL");
		}
		admission.count(credential, caller.audience);
		if (caller.audience !== audience) throw problem("NOT_ALLOWED", { detail: `this key is a ${caller.audience}'s` });
		const scope = request.method === "GET" ? "read" : "write";
		if (caller.audience === "merchant" && !caller.scopes.includes(scope)) {
			throw problem("NOT_ALLOWED", { detail: `this key lacks the scope ${scope}` });
		}
		return caller;
	};
}

async function callerOf(db: Database, hash: Uint8Array): Promise<Exclude<Caller, PublicCaller> | null> {
	const { rows } = await db.pool.query<{
		audience: Audience;
		merchant_id: string;
		host_id: string;
		scopes: string[];
		label: string;
		plugins: string[];
		connections: string[];
	}>(
		statement(
			`${BY_KEY} SELECT c.audience, c.merchant_id, c.host_id, c.scopes, c.label, h.plugins, h.connections
			   FROM credentials c LEFT JOIN hosts h ON h.id = c.host_id
			  WHERE c.hash = $1 AND c.revoked_at IS NULL`,
			[hash],
		),
	);
	const row = rows[0];
	if (row === undefined) return null;
	switch (row.audience) {
		case "merchant":
			return {
				audience: "merchant",
				merchantId: row.merchant_id,
				label: row.label,
				scopes: row.scopes,
				connection: null,
				fromShop: false,
			};
		case "host":
			return { audience: "host", hostId: row.host_id, plugins: row.plugins, connections: row.connections };
		case "operator":
			return { audience: "operator" };
		default:
			return null;
	}
}
