import { createHash } from "node:crypto";
import { type Operation, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { MerchantCaller } from "./authenticate.ts";
import { type Given, type ResultOf, type Route, route } from "./route.ts";

type MerchantOperation = Operation & { readonly audience: "merchant" };

export type HandleInTransaction<O extends Operation> = (
	tx: MerchantTransaction,
	given: Given<O>,
	caller: MerchantCaller,
) => Promise<ResultOf<O>>;

/**
 * A merchant's operation in one transaction. A POST with an Idempotency-Key is carried out once: its answer is stored
 * in the same transaction and given again; the same key with another body is refused (I4).
 */
export function merchantRoute<O extends MerchantOperation>(
	hub: Hub,
	operation: O,
	handle: HandleInTransaction<O>,
): Route {
	return route(operation, (caller, given) => {
		// Only operations of merchants come here: their callers are merchants.
		const merchant = caller as MerchantCaller;
		const body = given.body instanceof Uint8Array ? given.body : JSON.stringify(given.body ?? null);
		return carryOut(hub, operation, {
			caller: merchant,
			given,
			digest: body,
			handle: (tx) => handle(tx, given, merchant),
		});
	});
}

interface Request<O extends Operation> {
	readonly caller: MerchantCaller;
	readonly given: Given<O>;
	/** What tells its body from another one. */
	readonly digest: string | Uint8Array;
	readonly handle: (tx: MerchantTransaction) => Promise<ResultOf<O>>;
	/** How long it may take, in milliseconds. */
	readonly most?: number;
}

/** Carries out a merchant's request as `merchantRoute` says. */
export function carryOut<O extends MerchantOperation>(hub: Hub, operation: O, asked: Request<O>): Promise<ResultOf<O>> {
	const { caller, given, handle, most } = asked;
	const key = given.request.get("idempotency-key");
	return hub.db.merchant(
		caller.merchantId,
		operation.id,
		(tx) => (key === undefined || operation.method !== "post" ? handle(tx) : once(tx, key, operation, asked)),
		most,
	);
}

async function once<O extends Operation>(
	tx: MerchantTransaction,
	key: string,
	operation: O,
	{ given, digest, handle }: Request<O>,
): Promise<ResultOf<O>> {
	const hash = createHash("sha256")
		.update(`${operation.id} ${JSON.stringify(given.params)} `)
		.update(digest)
		.digest();
	// A second request with the key waits here until the first has committed.
	const claimed = await tx.execute(
		`INSERT INTO idempotency_keys (merchant_id, key, request_hash, status, created_at)
		 VALUES ($1::uuid, $2, $3, 0, $4) ON CONFLICT DO NOTHING`,
		tx.merchantId,
		key,
		hash,
		tx.now,
	);
	if (claimed === 0) {
		const stored = await tx.model.idempotencyKey.findUniqueOrThrow({
			where: { merchantId_key: { merchantId: tx.merchantId, key } },
		});
		if (!hash.equals(stored.requestHash)) throw problem("KEY_REUSED");
		return (stored.response ?? undefined) as ResultOf<O>;
	}
	const result = await handle(tx);
	await tx.execute(
		`UPDATE idempotency_keys SET status = $3, response = $4::jsonb WHERE merchant_id = $1::uuid AND key = $2`,
		tx.merchantId,
		key,
		operation.status,
		JSON.stringify(result ?? null),
	);
	return result;
}
