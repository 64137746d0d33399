import { composeMail, localeOf, MESSAGES } from "@kontor/documents";
import { outstanding, principalOf } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendingServer } from "../messages/mail-server.ts";
import { writeText } from "../messages/own-texts.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import { askedOrders } from "../reminding/asked-orders.ts";
import { claimsOfOrder } from "../reminding/claims-of-order.ts";
import { rulesOfShops } from "../reminding/rules-of-shops.ts";
import { senderOf } from "../reminding/sender.ts";
import { partnerOf } from "./partner.ts";
import type { StoredCase } from "./stored-case.ts";

/** Tells the customer who collects, once the partner has the case: never before, and never without his name. */
export async function tellCustomer(
	hub: Hub,
	tx: MerchantTransaction,
	{ id, orderId }: StoredCase,
	reference: string | null,
): Promise<void> {
	const partner = await partnerOf(hub, tx);
	const server = await sendingServer(hub, tx);
	const rules = await rulesOfShops(hub, tx);
	const [order] = await askedOrders(tx, rules, [orderId]);
	const recipient = order?.customer.email;
	if (partner === null || server === null || order === undefined || recipient === undefined) return;
	const { shop, look } = await senderOf(tx, order.connectionId, server);
	const { settlement, days } = order.scheduled;
	const { currency } = settlement;
	const claims = await claimsOfOrder(tx, order, rules);
	const [fee, interest, lumpSum] = [claims?.fees.open ?? 0, claims?.interest.open ?? 0, claims?.lumpSum.open ?? 0];
	const money = (minor: number) => ({ minor, currency });
	const { name, company, number, language, billing } = order.customer;
	const locale = localeOf(language, billing.country);
	const message = await writeText(tx, order.connectionId, {
		kind: "collectionNotice",
		locale,
		data: {
			shop,
			customer: { name, company, number },
			order: {
				number: order.number,
				date: days.placedOn,
				amount: money(settlement.amount),
				...(order.invoice != null && { invoice: { number: order.invoice.number, date: order.invoice.date } }),
			},
			amount: money(outstanding(principalOf(settlement)) + fee + interest + lumpSum),
			charges: {
				...(fee > 0 && { fee: money(fee) }),
				...(interest > 0 && { interest: money(interest) }),
				...(lumpSum > 0 && { lumpSum: money(lumpSum) }),
			},
			collection: { partner: partner.name, ...(reference !== null && { reference }) },
		},
	});
	const mail = composeMail({ from: server.from, to: { name, address: recipient }, message, locale, look });
	if (!mail.ok) return;
	await queueMessages(tx, [
		{
			kind: "collectionNotice",
			causeKey: `collection ${id}`,
			order: orderId,
			audience: "customer",
			channel: "email",
			recipient,
			subject: mail.value.subject,
			text: mail.value.text,
			html: mail.value.html,
			optional: MESSAGES.collectionNotice.optional,
			onlyWhile: ["debtCollection"],
			validUntil: null,
			files: [],
		},
	]);
}
