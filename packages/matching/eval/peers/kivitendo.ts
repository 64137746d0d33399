import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { customerOf, discounts, owed, payable } from "./payable.ts";
import { type Decide, type Known, MOST_RANKED, type Shape } from "./shape.ts";

/** From 5 points kivitendo proposes; the higher ones are what a careful merchant might set. */
export const kivitendo: readonly Shape[] = [5, 12, 15].map((threshold) => ({
	name: `kivitendo, from ${threshold} points`,
	source: "kivitendo/kivitendo-erp, SL/DB/BankTransaction.pm (get_agreement_with_invoice)",
	sample: 1_500,
	build: (known) => decideByPoints(known, threshold),
}));

/** Every posting against every open order: points for what agrees, the single highest wins. */
function decideByPoints({ orders, payers }: Known, threshold: number): Decide {
	const items = readItems(payable(orders), payers);
	return (posting) => {
		const seen = readSeen(posting);
		const best: { points: number; id: string }[] = [];
		for (const item of items) {
			const points = pointsOf(item, seen);
			if (points <= (best.length < MOST_RANKED ? 0 : (best.at(-1)?.points ?? 0))) continue;
			const place = best.findIndex((other) => other.points < points);
			best.splice(place < 0 ? best.length : place, 0, { points, id: item.order.id });
			best.length = Math.min(best.length, MOST_RANKED);
		}
		const [first, second] = best;
		const automatic = first !== undefined && first.points >= threshold && first.points > (second?.points ?? 0);
		return {
			orders: first === undefined ? [] : [{ order: first.id, minor: posting.amount.minor }],
			automatic,
			ranked: best.map(({ id }) => [id]),
		};
	};
}

interface Item {
	readonly order: MatchOrder;
	readonly owed: number;
	readonly discounted: readonly number[];
	/** Order and invoice number as written, and their digits. */
	readonly numbers: readonly { readonly text: string; readonly digits: string }[];
	readonly customerNumber: string | null;
	readonly name: string;
	readonly words: readonly string[];
	readonly ibans: readonly string[];
	readonly placed: number;
}

interface Seen {
	readonly posting: MatchPosting;
	readonly text: string;
	readonly payer: string;
	readonly payerWords: ReadonlySet<string>;
	readonly booked: number;
}

const DAY = 86_400_000;
/** Of an amount less cash discount. */
const FUZZY = 0.01;

function pointsOf(item: Item, { posting, text, payer, payerWords, booked }: Seen): number {
	const { minor, currency } = posting.amount;
	const paid = Math.abs(minor);
	let points = 0;
	if (item.order.amount.currency === currency) {
		if (paid === item.owed) points += 4;
		else if (item.discounted.includes(paid)) points += 5;
		else if (item.discounted.some((due) => Math.abs(due - paid) <= due * FUZZY)) points += 3;
	}
	if (minor < 0) points -= 4;
	if (item.numbers.some((number) => text.includes(number.text))) points += 5;
	else if (item.numbers.some((number) => number.digits !== "" && text.includes(number.digits))) points += 4;
	if (item.customerNumber !== null && text.includes(item.customerNumber)) points += 1;
	if (item.ibans.includes(posting.counterparty?.iban ?? "")) points += 3;
	if (item.name !== "" && item.name === payer) points += 2;
	for (const word of item.words) if (payerWords.has(word)) points += 1;
	if (posting.endToEndId !== undefined && item.numbers.some((number) => number.text === posting.endToEndId))
		points += 8;
	const days = (booked - item.placed) / DAY;
	if (days < 0) points -= 2;
	else if (days <= 35) points += days <= 14 ? 3 : days <= 30 ? 2 : 1;
	return points;
}

function readItems(orders: readonly MatchOrder[], payers: Known["payers"]): Item[] {
	const ibans = Map.groupBy(payers, ({ customerNumber, name }) => customerNumber ?? name?.toLowerCase() ?? "");
	return orders.map((order) => ({
		order,
		owed: owed(order),
		discounted: discounts(order).map(({ minor }) => minor),
		numbers: [order.number, order.invoiceNumber ?? ""]
			.filter((text) => text !== "")
			.map((text) => ({ text: compact(text), digits: text.replace(/\D/g, "") })),
		customerNumber: order.customerNumber === undefined ? null : compact(order.customerNumber),
		name: (order.name ?? order.company ?? "").toLowerCase(),
		words: wordsOf(`${order.name ?? ""} ${order.company ?? ""}`),
		ibans: (ibans.get(customerOf(order) ?? "") ?? []).map(({ iban }) => iban),
		placed: Date.parse((order.placedAt ?? "").slice(0, 10)),
	}));
}

function readSeen(posting: MatchPosting): Seen {
	const payer = posting.counterparty?.name?.toLowerCase() ?? "";
	return {
		posting,
		text: compact(posting.remittance ?? posting.searchText ?? ""),
		payer,
		payerWords: new Set(wordsOf(payer)),
		booked: Date.parse(posting.bookingDate),
	};
}

function wordsOf(text: string): string[] {
	return (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []).filter((word, i, all) => all.indexOf(word) === i);
}

/** Numbers wrapped by the bank are found again; the price is that neighbours run together. */
function compact(text: string): string {
	return text.replace(/\s/g, "").toUpperCase();
}
