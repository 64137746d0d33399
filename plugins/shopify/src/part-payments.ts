import { type CommandOf, formatDecimal, formatMoney, type Outcome } from "@kontor/connector";
import { carryOut, changedMeanwhile, type Declined, refusedBy, statusNotWritable, type Verdict } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { PAY_PART, SHOP } from "./documents.ts";
import { ledgerField, ledgerOf } from "./ledger.ts";
import { amountOf, gidOf, isForeign, netOf } from "./mapping.ts";
import { isNoted, mark } from "./mark.ts";
import { booksOf } from "./mark-paid.ts";
import type { ShopifyOrder } from "./shapes.ts";
import { canCarry, isKontorTag, type KontorTag, REVOKED, statusesOf } from "./statuses.ts";

type PartlyPaid = CommandOf<"mark-partially-paid">;

/**
 * A payment of a part is recorded where the shop's plan lets an app do it (Shopify Plus), and in the shop's own currency
 * only, since Shopify takes the amount in the customer's. Everywhere else it stands in the order's note.
 */
export async function markPartiallyPaid(api: Api, command: PartlyPaid): Promise<Outcome> {
	const tag = tagToWrite(command, "PARTIALLY_PAID");
	return carryOut(api, command, async (order, observing) => {
		if (isNoted(order, command)) return "already-applied";
		const { open, ledger } = booksOf(order);
		const recorded = ledger.reported === command.received.minor && open === command.outstanding.minor;
		if (recorded && (tag === undefined || statusesOf(order).payment === tag)) return "already-applied";
		const declined = recorded ? null : (changedMeanwhile(order, command) ?? notFitting(order, command));
		if (declined !== null) return declined;
		if (!recorded && (await recordsParts(order, ledger.revoked, observing))) {
			const refused = await payPart(observing, order, command, open - command.outstanding.minor);
			if (refused !== null || tag === undefined) return refused ?? "applied";
			await mark(observing, order, command, { tag });
			return "applied";
		}
		if (tag !== undefined && !canCarry(order, tag)) return cannotCarry(order);
		await mark(observing, order, command, {
			...(recorded ? {} : { note: partReceived(command) }),
			...(tag === undefined ? {} : { tag }),
		});
		return "applied";
	});
}

async function recordsParts(order: ShopifyOrder, revoked: number, api: Api): Promise<boolean> {
	if (isForeign(order) || revoked > 0 || !order.canMarkAsPaid) return false;
	return (await api.ask(SHOP)).data.shop.plan.shopifyPlus;
}

async function payPart(api: Api, order: ShopifyOrder, command: PartlyPaid, minor: number): Promise<Declined | null> {
	const id = gidOf(command.orderRef);
	const currency = order.currencyCode;
	const ledger = { ...ledgerOf(order, netOf(order)), reported: command.received.minor };
	const { data } = await api.ask(PAY_PART, {
		id,
		amount: { amount: formatDecimal({ minor, currency }), currencyCode: currency },
		ledger: [ledgerField(id ?? "", currency, ledger)],
	});
	return refusedBy(data.orderCreateManualPayment);
}

/** What Kontor received and misses is not what the shop asks for: it changed since the hub last saw it. */
function notFitting(order: ShopifyOrder, { received, outstanding }: PartlyPaid): Declined | null {
	const { open, ledger } = booksOf(order);
	const fits =
		received.currency === order.currencyCode &&
		open + ledger.reported === received.minor + outstanding.minor &&
		open > outstanding.minor;
	if (fits) return null;
	const asked = `${open} ${order.currencyCode} open and ${ledger.reported} reported before`;
	return { code: "amount-mismatch", detail: `received ${received.minor}, misses ${outstanding.minor}, ${asked}` };
}

/**
 * Shopify cannot take a recorded payment back. It counts as taken back by Kontor's tag, and the amount stands in the
 * ledger, so that the order says again what is owed. A merchant who removes the tag lets the payment stand.
 */
export async function revokePayment(api: Api, command: CommandOf<"revoke-payment">): Promise<Outcome> {
	if (command.status !== null && command.status.status !== REVOKED) throw statusNotWritable(command);
	return carryOut(api, command, async (order, observing): Promise<Verdict> => {
		if (isNoted(order, command)) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		if (order.cancelledAt !== null || !canCarry(order, REVOKED)) return cannotCarry(order);
		const ledger = ledgerOf(order, netOf(order));
		const kept = Math.max(0, amountOf(order).minor - command.outstanding.minor);
		const revoked = Math.max(ledger.revoked, netOf(order).minor - kept);
		const reported = Math.max(0, ledger.reported - (revoked - ledger.revoked));
		await mark(observing, order, command, {
			tag: REVOKED,
			ledger: { ...ledger, revoked, reported },
			note: command.reason,
		});
		return "applied";
	});
}

/** The tag that the mapping wants; undefined where Shopify shows the wanted status by itself. */
function tagToWrite(command: PartlyPaid, byItself: string): KontorTag | undefined {
	const { status } = command;
	if (status === null || (status.machine === "payment" && status.status === byItself)) return undefined;
	if (status.machine !== "payment" || !isKontorTag(status.status)) throw statusNotWritable(command);
	return status.status;
}

export function cannotCarry(order: ShopifyOrder): Declined {
	return { code: "wrong-state", detail: `found ${JSON.stringify(statusesOf(order))}` };
}

/** In both languages: the API does not say which one the shop's admin is in. */
function partReceived({ received, outstanding }: PartlyPaid): string {
	const german = `Teilzahlung: ${formatMoney(received, "de")} eingegangen, ${formatMoney(outstanding, "de")} offen.`;
	const english = `Part payment: ${formatMoney(received, "en")} received, ${formatMoney(outstanding, "en")} outstanding.`;
	return `${german} / ${english}`;
}
