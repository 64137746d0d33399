import { CollectionStatus, problem, verify } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { parse } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { causeOfCase, endedByPartner } from "./notices.ts";
import { partnerOf } from "./partner.ts";
import { caseOf, lockCase, type StoredCase } from "./stored-case.ts";

/**
 * Takes from a partner how a case goes. The address says whose keys are tried; whose data it touches follows from the key that fits.
 * @throws ProblemError 401, whatever is wrong with address or signature; 400; 404
 */
export async function reportStatus(hub: Hub, creditor: string, headers: Headers, body: Uint8Array): Promise<void> {
	const partner = await hub.db.merchant(creditor, "collectionPartner", (tx) => partnerOf(hub, tx));
	const keys = partner?.signingKey === undefined ? [] : [partner.signingKey];
	if (!verify(keys, headers, body, hub.clock()).ok) throw problem("BAD_SIGNATURE");
	const status = parse(CollectionStatus, jsonOf(body), "body");
	await hub.db.merchant(creditor, "reportCollectionStatus", async (tx) => {
		const { orderId } = await caseOf(tx, status.case);
		await lockOrders(tx, [orderId]);
		await takeStatus(tx, await lockCase(tx, status.case), status);
	});
}

/** The caller holds the order and the case. What is older than what is known changes nothing, nor does the same again (I4). */
export async function takeStatus(
	tx: MerchantTransaction,
	stored: StoredCase,
	{ code, text, at, reference, ended }: Omit<CollectionStatus, "case">,
): Promise<void> {
	const known = stored.status as { at: string } | null;
	// Not as text: one may state fractions of its second, and the other not.
	if (known !== null && Date.parse(known.at) >= Date.parse(at)) return;
	await tx.execute(
		`UPDATE collection_cases
		    SET status = $3::jsonb, reference = coalesce($4, reference), end_told_at = CASE WHEN $6::boolean THEN coalesce(end_told_at, $5) ELSE end_told_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		stored.id,
		JSON.stringify({ code, text, at }),
		reference,
		tx.now,
		ended,
	);
	await tx.execute(
		`INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
		 SELECT merchant_id, id, $3, 'collection-status', state, state, $4::jsonb FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		stored.orderId,
		tx.now,
		// Without the partner's words: they may speak of the customer, and a history stays.
		JSON.stringify({ by: "machine", case: stored.id, code, at }),
	);
	if (!ended) return;
	await withdraw(tx, [causeOfCase(stored)]);
	await notify(tx, [endedByPartner(stored, text === "" ? code : text)]);
	const [order] = await lockOrders(tx, [stored.orderId]);
	if (order?.lifecycle !== "debtCollection") return;
	await applyOrderEvents(tx, [
		{ orderId: stored.orderId, event: "collection-ended", cause: { by: "machine", case: stored.id, code } },
	]);
}

function jsonOf(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		throw problem("INVALID_REQUEST", { detail: "the body is no JSON in UTF-8" });
	}
}
