import { type Day, formatMoney, type Money } from "@kontor/connector";
import type { CollectionCase as Claim, Problem } from "@kontor/documents";
import type { CollectionFacts } from "@kontor/protocol";
import { type Claims, dueDay, paymentTerms, receivedElsewhere, referenceDay } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type AskedOrder, askedOrders } from "../reminding/asked-orders.ts";
import { claimsOfOrder } from "../reminding/claims-of-order.ts";
import { remindersThatLeft } from "../reminding/reminders-that-left.ts";
import { type RulesOfShops, rulesOfShops } from "../reminding/rules-of-shops.ts";
import type { StoredStep } from "../reminding/stored-step.ts";
import type { Partner } from "./partner.ts";
import type { StoredCase } from "./stored-case.ts";

/** A case as it is handed over, with the merchant's words for it. */
export interface MadeClaim {
	readonly claim: Claim;
	/** What the merchant has to be told beside what the claim itself lacks. */
	readonly missing: readonly Problem[];
	readonly order: AskedOrder;
	readonly claims: Claims | null;
	readonly shop: string;
	/** The merchant's. */
	readonly language: "de" | "en";
}

/** All that is known of a case at this moment, but for its papers. */
export async function claimOfCase(
	hub: Hub,
	tx: MerchantTransaction,
	stored: StoredCase,
	partner: Partner | null,
): Promise<MadeClaim> {
	const rules = await rulesOfShops(hub, tx);
	const [order] = await askedOrders(tx, rules, [stored.orderId]);
	if (order === undefined) throw new Error(`case ${stored.id} has no order`);
	const claims = await claimsOfOrder(tx, order, rules);
	const reminders = await remindersThatLeft(tx, order);
	const { merchantId } = tx;
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: merchantId } });
	const shop = await tx.model.connection.findUniqueOrThrow({
		where: { merchantId_id: { merchantId, id: order.connectionId } },
		select: { name: true },
	});
	const { currency } = order.scheduled.settlement;
	const account = rules.account(order.connectionId, order.customer.billing.country, currency);
	const owner =
		account === null
			? null
			: await tx.model.account.findUnique({
					where: { merchantId_id: { merchantId, id: account.id } },
					select: { payeeName: true },
				});
	const creditor = partner?.creditor;
	const language = merchant.language === "en" ? "en" : "de";
	const claim: Claim = {
		id: stored.id,
		handedOverAt: stored.createdAt.toISOString(),
		creditor: {
			name: merchant.name,
			address: creditor === undefined ? {} : addressOf(creditor),
			...(creditor?.email != null && { email: creditor.email }),
			...(creditor?.phone != null && { phone: creditor.phone }),
			...(creditor?.deductsInputTax != null && { deductsInputTax: creditor.deductsInputTax }),
			iban: account?.number ?? "",
			accountHolder: owner?.payeeName ?? merchant.name,
		},
		debtor: debtorOf(order, stored.facts),
		contract: contractOf(order, rules, stored.facts, shop.name, partner),
		principal: { minor: order.scheduled.settlement.amount, currency },
		payments: await paymentsOf(tx, order, rules.today),
		...defaultOf(claims, reminders),
		...interestOf(claims, currency),
		costs: costsOf(claims, reminders, currency),
		reminders: reminders.map(reminderView),
		objections: stored.facts.objections,
		documents: [],
	};
	return { claim, missing: creditor === undefined ? [NO_PARTNER] : [], order, claims, shop: shop.name, language };
}

const NO_PARTNER: Problem = {
	field: "creditor",
	code: "no-partner",
	forMerchant: {
		de: "Es ist noch kein Inkassounternehmen mit Ihrer Anschrift als Gläubiger hinterlegt.",
		en: "No collection agency, with your address as creditor, has been entered yet.",
	},
};

function addressOf({ street, postcode, city, country }: Partner["creditor"]) {
	return { street, postcode, city, country };
}

function debtorOf({ customer }: AskedOrder, facts: CollectionFacts): Claim["debtor"] {
	const { name, company, number, email, language, billing } = customer;
	return {
		name,
		...(company !== undefined && { company }),
		...(number !== undefined && { customerNumber: number }),
		address: billing,
		addressSource:
			facts.addressTracedBy === null ? { kind: "debtor" } : { kind: "traced", source: facts.addressTracedBy },
		...(email !== undefined && { email }),
		...(facts.phone !== null && { phone: facts.phone }),
		isBusiness: facts.isBusiness ?? company !== undefined,
		language: language ?? "de",
	};
}

function contractOf(
	order: AskedOrder,
	rules: RulesOfShops,
	facts: CollectionFacts,
	shop: string,
	partner: Partner | null,
): Claim["contract"] {
	const { paymentCode, terms, days } = order.scheduled;
	const own = paymentTerms(paymentCode, terms, rules.settings(order.connectionId));
	const due = dueDay(referenceDay(paymentCode, days).day, own, terms.dueOnInvoice);
	const object = facts.contractObject ?? partner?.contractObject ?? null;
	return {
		...(object !== null && { object }),
		day: days.placedOn,
		shop,
		orderNumber: order.number,
		...(order.invoice != null && {
			invoice: {
				number: order.invoice.number,
				...(order.invoice.date !== undefined && { day: order.invoice.date }),
				...(due !== null && { dueDay: due }),
			},
		}),
	};
}

/** What was paid by each day, and what settles the order besides: with it the open principal is what is outstanding. */
async function paymentsOf(
	tx: MerchantTransaction,
	{ id, scheduled: { settlement } }: Pick<AskedOrder, "id" | "scheduled">,
	today: Day,
): Promise<{ day: Day; amount: Money }[]> {
	const rows = await tx.query<{ day: Day; minor: bigint }>(
		`SELECT coalesce(p.booking_day, a.created_at::date)::text AS day, sum(a.order_amount)::bigint AS minor
		   FROM assignments a LEFT JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.order_id = $2::uuid AND a.undone_at IS NULL
		  GROUP BY 1 HAVING sum(a.order_amount) <> 0 ORDER BY 1`,
		tx.merchantId,
		id,
	);
	const { currency } = settlement;
	const elsewhere = receivedElsewhere(settlement);
	return [
		...(elsewhere > 0 ? [{ day: today, amount: { minor: elsewhere, currency } }] : []),
		...rows.map(({ day, minor }) => ({ day, amount: { minor: Number(minor), currency } })),
	];
}

function defaultOf(claims: Claims | null, reminders: readonly StoredStep[]): Pick<Claim, "inDefault"> {
	const since = claims?.inDefaultSince ?? null;
	if (since === null) return {};
	const reminder = reminders.findLast(({ on }) => on < since);
	const ground =
		reminder === undefined ? "Ablauf der Zahlungsfrist" : `Mahnung vom ${german(reminder.on)}, nach Fälligkeit`;
	return { inDefault: { since, ground } };
}

function interestOf(claims: Claims | null, currency: string): Pick<Claim, "interest"> {
	const [first] = claims?.calculation.lines ?? [];
	const last = claims?.calculation.lines.at(-1);
	if (claims === null || first === undefined || last === undefined || claims.interest.open === 0) return {};
	return {
		interest: {
			amount: { minor: claims.interest.open, currency },
			percent: last.percent.toFixed(2),
			from: first.from,
			to: last.to,
			on: { minor: last.principalMinor, currency },
		},
	};
}

function costsOf(claims: Claims | null, reminders: readonly StoredStep[], currency: string): Claim["costs"] {
	if (claims === null) return [];
	const reason = reminders
		.filter(({ fee }) => fee > 0)
		.map(({ on, fee }) => `${german(on)}: ${formatMoney({ minor: fee, currency }, "de")}`)
		.join("; ");
	const cost = (kind: "reminderFee" | "lumpSum", minor: number, why: string) =>
		minor > 0 ? [{ kind, amount: { minor, currency }, reason: why }] : [];
	return [
		...cost("reminderFee", claims.fees.open, `Druck und Porto der Mahnungen (${reason})`),
		...cost("lumpSum", claims.lumpSum.open, "Verzugspauschale gegenüber Unternehmern"),
	];
}

function reminderView({ level, on, email }: StoredStep): Claim["reminders"][number] {
	return { level: level ?? 1, day: on, channel: email === null ? "letter" : "email" };
}

function german(day: Day): string {
	return day.split("-").reverse().join(".");
}
