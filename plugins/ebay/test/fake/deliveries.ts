import { createHash, type KeyObject, randomUUID, sign } from "node:crypto";
import type { Ebay, StoredOrder } from "./state.ts";

/** ORDER_CONFIRMATION comes once for each line of an order. */
export function announce(ebay: Ebay, order: StoredOrder): void {
	if (!ebay.deliverAtOnce) return;
	for (const line of order.lines) setImmediate(() => void deliver(ebay, orderConfirmation(ebay, order, line.id)));
}

export async function deliver(ebay: Ebay, message: object): Promise<number[]> {
	const enabled = [...ebay.subscriptions.values()].filter(({ status }) => status === "ENABLED");
	const targets = enabled.flatMap(({ destinationId }) => ebay.destinations.get(destinationId) ?? []);
	return Promise.all(
		targets.filter(({ status }) => status === "ENABLED").map(({ endpoint }) => send(ebay, endpoint, message)),
	);
}

/** @returns the status; 0 where nobody answered. */
export async function send(ebay: Ebay, endpoint: string, message: object): Promise<number> {
	const { headers, body } = deliveryOf(ebay, message);
	return fetch(endpoint, { method: "POST", headers, body })
		.then(async (response) => {
			await response.body?.cancel();
			return response.status;
		})
		.catch(() => 0);
}

export function orderConfirmation(ebay: Ebay, order: { readonly id: string }, orderLineItemId = "1"): object {
	const order_ = { orderId: order.id, orderLineItems: [{ orderLineItemId, listingId: "110000000001", quantity: 1 }] };
	return notification(ebay, "ORDER_CONFIRMATION", { user: ebay.seller, order: order_ });
}

export function accountDeletion(ebay: Ebay, user: { userId: string; username: string }): object {
	return notification(ebay, "MARKETPLACE_ACCOUNT_DELETION", { ...user, eiasToken: "nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJ" });
}

function notification(ebay: Ebay, topic: string, data: object): object {
	const at = ebay.now().toISOString();
	return {
		metadata: { topic, schemaVersion: "1.0", deprecated: false },
		notification: {
			notificationId: `${randomUUID()}_${randomUUID()}`,
			eventDate: at,
			publishDate: at,
			publishAttemptCount: 1,
			data,
		},
	};
}

/** Signed as eBay does: ECDSA over the JSON, the header JSON in base64. `key`: somebody else's, under eBay's name. */
export function deliveryOf(
	ebay: Ebay,
	message: object,
	key: KeyObject = ebay.notificationKeys.privateKey,
): { headers: Record<string, string>; body: string } {
	const body = JSON.stringify(message);
	const signature = sign("sha1", Buffer.from(body), key).toString("base64");
	const header = { alg: "ecdsa", kid: ebay.kid, signature, digest: "SHA1" };
	return {
		body,
		headers: {
			"content-type": "application/json",
			"x-ebay-signature": Buffer.from(JSON.stringify(header)).toString("base64"),
		},
	};
}

/** What an endpoint has to answer to eBay's challenge. */
export function challengeAnswer(code: string, token: string, endpoint: string): string {
	return createHash("sha256").update(`${code}${token}${endpoint}`).digest("hex");
}
