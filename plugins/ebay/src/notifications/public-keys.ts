import { type Caller, originOf, type Reach, request } from "../client.ts";
import { EbayRefusal } from "../faults.ts";
import { applicationToken } from "../tokens.ts";
import { type PublicKey, PublicKeyAnswer, publicKeyOf } from "./signature.ts";

/** eBay has a handful of keys, and asks to keep them. */
const MOST_KEYS = 50;
/** A key that eBay does not know is not asked for again so soon: strangers may name any. */
const UNKNOWN_MS = 10 * 60_000;
/** Nor are more than so many unknown ones in a minute: the application has ten thousand calls a day. */
const MOST_A_MINUTE = 10;

const keys = new Map<string, PublicKey>();
const asking = new Map<string, Promise<PublicKey | null>>();
const unknownUntil = new Map<string, number>();
const minutes = new Map<string, { at: number; asked: number }>();

/**
 * eBay's public key by its id, fetched once. Null where eBay has no such key.
 *
 * @throws ConnectorError where eBay cannot be asked now: the delivery is to come again.
 */
export function publicKey(reach: Reach, caller: Caller, kid: string): Promise<PublicKey | null> {
	const id = `${originOf(reach, caller.app, "api")} ${kid}`;
	const known = keys.get(id);
	if (known !== undefined) return Promise.resolve(known);
	const now = caller.now().getTime();
	if ((unknownUntil.get(id) ?? 0) > now || !mayAsk(caller.app.clientId, now)) return Promise.resolve(null);
	const under = asking.get(id) ?? fetchKey(reach, caller, kid, id).finally(() => asking.delete(id));
	asking.set(id, under);
	return under;
}

async function fetchKey(reach: Reach, caller: Caller, kid: string, id: string): Promise<PublicKey | null> {
	const token = await applicationToken(reach, caller);
	const key = await request(
		reach,
		caller,
		{
			name: "getPublicKey",
			path: `/commerce/notification/v1/public_key/${kid}`,
			effect: "read",
			as: "application",
			answer: PublicKeyAnswer,
		},
		{ token },
	)
		.then(({ data }) => publicKeyOf(data))
		.catch((error: unknown) => {
			if (error instanceof EbayRefusal && error.details.http?.status === 404) return null;
			throw error;
		});
	if (key === null) {
		if (unknownUntil.size >= 1000) unknownUntil.clear();
		unknownUntil.set(id, caller.now().getTime() + UNKNOWN_MS);
		return null;
	}
	const [oldest] = keys.keys();
	if (keys.size >= MOST_KEYS && oldest !== undefined) keys.delete(oldest);
	keys.set(id, key);
	return key;
}

function mayAsk(clientId: string, now: number): boolean {
	const minute = minutes.get(clientId);
	if (minute === undefined || now - minute.at >= 60_000) {
		minutes.set(clientId, { at: now, asked: 1 });
		return true;
	}
	return ++minute.asked <= MOST_A_MINUTE;
}
