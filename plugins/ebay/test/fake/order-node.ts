import { formatDecimal } from "@kontor/connector";
import { misfits } from "../schema/shapes.ts";
import type { Ebay, StoredOrder } from "./state.ts";

/** What eBay keeps of a sale. */
const FEE_PERMILLE = 115;

export interface Asked {
	/** Only a single order shows who asked for its cancellation. */
	readonly single: boolean;
	/** `fieldGroups=TAX_BREAKDOWN` */
	readonly withTax: boolean;
}

/** An order as eBay answers it; fails where that does not fit eBay's document. */
export function orderNode(ebay: Ebay, order: StoredOrder, { single, withTax }: Asked): object {
	const { currency, buyer, tax } = order;
	const money = (minor: number) => ({ value: decimalOf(minor, currency), currency });
	const total = order.minor + (withTax ? tax : 0);
	const net = Math.round((order.minor * (1000 - FEE_PERMILLE)) / 1000);
	const contact = {
		fullName: buyer.name,
		contactAddress: {
			addressLine1: buyer.street,
			city: buyer.city,
			postalCode: buyer.postcode,
			countryCode: buyer.country,
		},
		primaryPhone: { phoneNumber: "030000000" },
		email: "0000000000@members.ebay.com",
	};
	const shipped = order.lines.filter((line) => line.shipped).length;
	const node = {
		orderId: order.id,
		legacyOrderId: order.legacyId,
		creationDate: order.created.toISOString(),
		lastModifiedDate: order.modified.toISOString(),
		orderFulfillmentStatus:
			shipped === 0 ? "NOT_STARTED" : shipped === order.lines.length ? "FULFILLED" : "IN_PROGRESS",
		orderPaymentStatus: order.payment,
		sellerId: ebay.seller.username,
		buyer: {
			username: buyer.username,
			taxAddress: { city: buyer.city, postalCode: buyer.postcode, countryCode: buyer.country },
			buyerRegistrationAddress: contact,
		},
		pricingSummary: {
			priceSubtotal: money(order.minor),
			deliveryCost: money(0),
			total: {
				...money(total),
				...(order.convertedFrom === null
					? {}
					: { convertedFromValue: order.convertedFrom.value, convertedFromCurrency: order.convertedFrom.currency }),
			},
		},
		cancelStatus: {
			cancelState: order.cancellation,
			cancelRequests:
				single && order.cancelInitiator !== null
					? [{ cancelRequestId: "5000000001", cancelInitiator: order.cancelInitiator, cancelReason: "ORDER_UNPAID" }]
					: [],
		},
		// Net of eBay's fees, and without the tax: what the seller gets.
		paymentSummary: {
			totalDueSeller: money(net),
			refunds:
				order.refunded === 0
					? []
					: [
							{
								refundId: "5",
								amount: money(order.refunded),
								refundStatus: "REFUNDED",
								refundDate: order.modified.toISOString(),
							},
						],
			payments:
				order.method === null
					? []
					: [
							{
								paymentMethod: order.method,
								amount: money(net),
								paymentStatus: order.payment === "PENDING" ? "PENDING" : "PAID",
							},
						],
		},
		fulfillmentStartInstructions: [
			{ fulfillmentInstructionsType: "SHIP_TO", shippingStep: { shipTo: contact, shippingCarrierCode: "DHL" } },
		],
		fulfillmentHrefs: [],
		lineItems: order.lines.map((line) => ({
			lineItemId: line.id,
			legacyItemId: "110000000001",
			title: "Artikel",
			quantity: line.quantity,
			lineItemCost: money(order.minor),
			total: money(order.minor),
			listingMarketplaceId: order.marketplace,
			purchaseMarketplaceId: order.marketplace,
			lineItemFulfillmentStatus: line.shipped ? "FULFILLED" : "NOT_STARTED",
			...(tax > 0 && withTax
				? { ebayCollectAndRemitTaxes: [{ amount: money(tax), taxType: "VAT", collectionMethod: "NET" }] }
				: {}),
		})),
		...(tax > 0 ? { ebayCollectAndRemitTax: true } : {}),
		salesRecordReference: order.id.slice(3, 8),
		totalFeeBasisAmount: money(order.minor),
		totalMarketplaceFee: money(order.minor - net),
	};
	return fitting("fulfillment", "Order", node);
}

/** "100.0", "88.5", "4085.05": eBay drops zeros at the end but one. */
function decimalOf(minor: number, currency: string): string {
	const decimal = formatDecimal({ minor, currency });
	return decimal.includes(".") ? decimal.replace(/(\.\d+?)0+$/, "$1") : `${decimal}.0`;
}

/** The fake fails where its own answer does not fit eBay's document. */
export function fitting<T>(api: Parameters<typeof misfits>[0], schema: string, value: T): T {
	const wrong = misfits(api, schema, JSON.parse(JSON.stringify(value)));
	if (wrong.length > 0) throw new Error(`the fake's ${schema} does not fit eBay's document: ${wrong.join("; ")}`);
	return value;
}
