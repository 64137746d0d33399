import { type Answer, type Asking, refusal } from "./answer.ts";
import { orderOf, touch } from "./order-life.ts";
import { fitting, orderNode } from "./order-node.ts";
import type { Ebay, StoredOrder } from "./state.ts";

const TWO_YEARS_MS = 731 * 86_400_000;

/** getOrders, by its document and with its quirks: signs to be encoded, no future dates, newest first, no stable offset. */
export function listOrders(ebay: Ebay, { url, raw }: Asking): Answer {
	if (/[[\]{}|]/.test(raw)) return refusal(400, 30_700, "Invalid filter name");
	const limit = Number(url.searchParams.get("limit") ?? 50);
	const offset = Number(url.searchParams.get("offset") ?? 0);
	if (!(limit >= 1 && limit <= 200)) return refusal(400, 31_100, `Invalid limit: ${limit}`);
	const filters = filtersIn(url.searchParams.get("filter") ?? "");
	const by = filters.has("creationdate") ? "created" : "modified";
	const range = filters.get("creationdate") ?? filters.get("lastmodifieddate");
	const [from, to] = rangeOf(range, ebay);
	if (Number.isNaN(from) || Number.isNaN(to)) return refusal(400, 30_810, "Invalid date format");
	const now = Math.max(ebay.now().getTime(), ebay.lastDate);
	if (from > now || to > now) return refusal(400, 30_850, "Start and end dates can't be in the future");
	if (from > to) return refusal(400, 30_840, "Start date should be before end date");
	if (now - from > TWO_YEARS_MS) return refusal(400, 30_830, "Time range must be within '2' years.");
	const status = filters.get("orderfulfillmentstatus");
	const found = [...ebay.orders.values()]
		.filter((order) => order[by].getTime() >= from && order[by].getTime() <= to)
		.filter((order) => status === undefined || !order.lines.every(({ shipped }) => shipped))
		.sort((a, b) => b.created.getTime() - a.created.getTime());
	const withTax = url.searchParams.get("fieldGroups") === "TAX_BREAKDOWN";
	const orders = found.slice(offset, offset + limit).map((order) => orderNode(ebay, order, { single: false, withTax }));
	const body = { href: url.href, total: found.length, limit, offset, orders };
	return { status: 200, body: fitting("fulfillment", "OrderSearchPagedCollection", body) };
}

/** "creationdate:[a..b],orderfulfillmentstatus:{X|Y}" */
function filtersIn(filter: string): Map<string, string> {
	return new Map(
		[...filter.matchAll(/(\w+):[[{]([^\]}]*)[\]}]/g)].map(([, name = "", value = ""]) => [name, value] as const),
	);
}

function rangeOf(range: string | undefined, ebay: Ebay): [from: number, to: number] {
	const [from = "", to = ""] = range?.split("..") ?? [];
	const end = Math.max(ebay.now().getTime(), ebay.lastDate);
	return [range === undefined ? end - 90 * 86_400_000 : Date.parse(from), to === "" ? end : Date.parse(to)];
}

export function getOrder(ebay: Ebay, id: string, { url }: Asking): Answer {
	const order = orderOf(ebay, id);
	// An id of eBay's form that is not there is not found; any other is none.
	if (order === undefined) {
		return /^\d\d-\d{5}-\d{5}$/.test(id)
			? refusal(404, 32_110, "Order not found")
			: refusal(400, 32_100, `Invalid order ID: ${id}`);
	}
	settleCancellation(ebay, order);
	const withTax = url.searchParams.get("fieldGroups") === "TAX_BREAKDOWN";
	return { status: 200, body: orderNode(ebay, order, { single: true, withTax }) };
}

function settleCancellation(ebay: Ebay, order: StoredOrder): void {
	if (order.cancellation !== "IN_PROGRESS" || order.cancelInitiator !== "SELLER") return;
	if (order.cancelReadsLeft-- <= 0) touch(ebay, order, { cancellation: "CANCELED" });
}

export function listFulfillments(ebay: Ebay, id: string): Answer {
	const parcels = orderOf(ebay, id)?.parcels ?? [];
	const body = {
		total: parcels.length,
		fulfillments: parcels.map(({ number, carrier, lines, at }) => ({
			fulfillmentId: number,
			shipmentTrackingNumber: number,
			shippingCarrierCode: carrier,
			shippedDate: at,
			lineItems: lines.map((lineItemId) => ({ lineItemId, quantity: 1 })),
		})),
	};
	return { status: 200, body: fitting("fulfillment", "ShippingFulfillmentPagedCollection", body) };
}

interface Shipped {
	lineItems?: { lineItemId: string; quantity: number }[];
	shippedDate?: string;
	shippingCarrierCode?: string;
	trackingNumber?: string;
}

/** The tracking number is the fulfillment's id; without one it is 999. A number again is a parcel again. */
export function createFulfillment(ebay: Ebay, id: string, { text }: Asking): Answer {
	const order = orderOf(ebay, id);
	if (order === undefined) return refusal(400, 32_100, `Invalid Order Id: ${id}`);
	const { lineItems = [], shippedDate, shippingCarrierCode, trackingNumber } = JSON.parse(text) as Shipped;
	const known = lineItems.every(({ lineItemId }) => order.lines.some((line) => line.id === lineItemId));
	if (!known || lineItems.length === 0) return refusal(400, 32_200, "Invalid line item id");
	const both = (shippingCarrierCode === undefined) === (trackingNumber === undefined);
	if (!both || !/^[A-Za-z0-9]*$/.test(trackingNumber ?? "")) {
		return refusal(400, 32_300, "Invalid shipment tracking number or carrier");
	}
	const at = Date.parse(shippedDate ?? ebay.now().toISOString());
	if (Number.isNaN(at) || at < order.created.getTime() || at > Math.max(ebay.lastDate, ebay.now().getTime())) {
		return refusal(400, 32_500, "Invalid shipped date");
	}
	const number = trackingNumber ?? "999";
	const shipped = lineItems.map(({ lineItemId }) => lineItemId);
	order.parcels.push({ number, carrier: shippingCarrierCode ?? "", lines: shipped, at: new Date(at).toISOString() });
	for (const line of order.lines) line.shipped ||= shipped.includes(line.id);
	touch(ebay, order, {}, `parcel ${number} with ${shippingCarrierCode}`);
	return {
		status: 201,
		headers: { location: `${ebay.url}/sell/fulfillment/v1/order/${id}/shipping_fulfillment/${number}` },
	};
}
