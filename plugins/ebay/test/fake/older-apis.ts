import { type Answer, type Asking, refusal } from "./answer.ts";
import { orderOf, rename, touch } from "./order-life.ts";
import { hasValidSignature } from "./signed-request.ts";
import type { Ebay } from "./state.ts";

/** Trading: XML, 200 whatever it says. */
export function trading(ebay: Ebay, { headers, text }: Asking): Answer {
	if (headers.get("x-ebay-api-call-name") !== "CompleteSale") return xml("Failure", 2, "Unsupported API call.");
	for (const name of ["x-ebay-api-siteid", "x-ebay-api-compatibility-level"]) {
		if (headers.get(name) === null) return xml("Failure", 10_012, `Invalid header ${name}.`);
	}
	const [, id = ""] = /<OrderID>([^<]+)<\/OrderID>/.exec(text) ?? [];
	const order = orderOf(ebay, id);
	if (order === undefined) return xml("Failure", 21_916_700, "Order not found.");
	if (order.method === "EBAY" || order.cancellation === "CANCELED") return xml("Failure", 21_916_701, "Not allowed.");
	if (!text.includes("<Paid>true</Paid>")) return xml("Failure", 37, "Input data is invalid.");
	if (order.payment !== "PAID") {
		touch(ebay, order, { payment: "PAID" }, "marked as paid");
		if (ebay.renames) rename(ebay, order);
	}
	return xml("Success");
}

function xml(ack: string, code?: number, message?: string): Answer {
	const error =
		code === undefined
			? "<Errors><ShortMessage>Soon to change.</ShortMessage><ErrorCode>21919456</ErrorCode><SeverityCode>Warning</SeverityCode></Errors>"
			: `<Errors><ShortMessage>${message}</ShortMessage><ErrorCode>${code}</ErrorCode><SeverityCode>Error</SeverityCode></Errors>`;
	const body = `<?xml version="1.0" encoding="UTF-8"?><CompleteSaleResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Timestamp>2026-11-22T08:00:00.000Z</Timestamp><Ack>${ack === "Success" ? "Warning" : ack}</Ack>${error}<Version>1423</Version></CompleteSaleResponse>`;
	return { status: 200, body, headers: { "content-type": "text/xml;charset=utf-8" } };
}

/** Post-Order: errors of a form of its own; a paid order is refunded with its cancellation. */
export function cancellation(ebay: Ebay, asking: Asking): Answer {
	if (!hasValidSignature(ebay, asking)) return refusal(403, 215_120, "Signature validation failed", "ACCESS");
	const { legacyOrderId, cancelReason } = JSON.parse(asking.text);
	const order = [...ebay.orders.values()].find(({ legacyId, id }) => [legacyId, id].includes(legacyOrderId));
	if (order === undefined || cancelReason !== "ORDER_UNPAID") return postOrderError("order not found");
	if (order.cancellation !== "NONE_REQUESTED") return postOrderError("CANCELLATION_EXIST");
	if (order.payment === "PAID") ebay.ledger.push({ order: order.id, what: "refund to the buyer" });
	touch(
		ebay,
		order,
		{ cancellation: "IN_PROGRESS", cancelInitiator: "SELLER", cancelReadsLeft: ebay.cancellationReads },
		"cancelled",
	);
	return { status: 201, body: { cancelId: "5000000001" } };
}

function postOrderError(message: string): Answer {
	return {
		status: 400,
		body: { error: [{ errorId: 1616, domain: "returnErrorDomain", category: "REQUEST", message }] },
	};
}
