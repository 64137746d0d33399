import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import type { PeerDecision } from "../peer.ts";
import { NumberTable } from "./number-table.ts";
import { customerOf, discounts, owed, payable } from "./payable.ts";
import { type Decide, type Known, MOST_RANKED, NOTHING, type Shape } from "./shape.ts";

const SOURCE = "OCA/account-reconcile 17.0, account_reconcile_model_oca/models/account_reconcile_model.py";

/**
 * The default rule: no partner, no booking. Its regular expressions over all open items are a hash table here, and the text
 * is read once without a copy: as fast as this shape can be, since it is what our speed is compared with.
 */
export const odoo: Shape = {
	name: "Odoo/OCA default rule, hash",
	source: SOURCE,
	build: (set) => decideByRule(set, true),
};

export const odooAnyPartner: Shape = {
	name: "Odoo/OCA, partner not required, hash",
	source: SOURCE,
	build: (set) => decideByRule(set, false),
};

/** Fewer characters, or fewer digits among them, make no token. */
const SHORTEST = 4;
/** So that a token fits into a number exactly; no shop counts that far. */
const LONGEST = 15;

function decideByRule(set: Known, partnerRequired: boolean): Decide {
	const orders = payable(set.orders);
	const byToken = indexTokens(orders);
	const partners = readPartners(orders, set);
	const rows: number[] = [];
	const hits: number[] = [];

	return (posting) => {
		const minor = posting.amount.minor;
		if (minor <= 0) return NOTHING;
		const partner = partners.find(posting);
		if (partner === -1 && partnerRequired) return NOTHING;
		rows.length = 0;
		hits.length = 0;
		eachToken(posting.remittance ?? posting.searchText ?? "", (token) => {
			for (let entry = byToken.first(token); entry !== 0; entry = byToken.next(entry)) {
				const row = byToken.row(entry);
				if (partner !== -1 && partners.of[row] !== partner) continue;
				const known = rows.indexOf(row);
				if (known >= 0) hits[known] = (hits[known] ?? 0) + 1;
				else hits[rows.push(row) - 1] = 1;
			}
		});
		if (rows.length > 0) return fill(posting, inOrder(rows, hits), orders);
		// A partner's items without a token are offered only.
		return partner === -1 ? NOTHING : { ...NOTHING, ranked: single(partners.rows[partner] ?? [], orders) };
	};
}

/** One item that is due exactly, first with cash discount; else from the best on until the money is used up. */
function fill(posting: MatchPosting, rows: readonly number[], orders: readonly MatchOrder[]): PeerDecision {
	const { minor, currency } = posting.amount;
	const due = (row: number) => orders[row] as MatchOrder;
	const exact =
		rows.find((row) => discounts(due(row)).some((term) => term.minor === minor && posting.bookingDate <= term.until)) ??
		rows.find((row) => owed(due(row)) === minor && due(row).amount.currency === currency);
	if (exact !== undefined) {
		const { id } = due(exact);
		const others = rows.length === 1 ? [] : single(rows, orders).filter(([other]) => other !== id);
		return { orders: [{ order: id, minor }], automatic: true, ranked: [[id], ...others.slice(0, MOST_RANKED - 1)] };
	}
	let left = minor;
	const taken: { order: string; minor: number }[] = [];
	for (const row of rows) {
		if (left <= 0) break;
		left -= owed(due(row));
		taken.push({ order: due(row).id, minor: owed(due(row)) });
	}
	const all = taken.map(({ order }) => order);
	const others = single(rows, orders).filter(([id]) => all.length > 1 || id !== all[0]);
	const ranked = [all, ...others].slice(0, MOST_RANKED);
	// Paid too little is rejected by the tolerance of zero, paid too much is not. One currency only.
	const booked = left >= 0 && rows.every((row) => due(row).amount.currency === currency);
	return { orders: taken, automatic: booked, ranked };
}

/** Most tokens first, then oldest. */
function inOrder(rows: number[], hits: readonly number[]): readonly number[] {
	if (rows.length === 1) return rows;
	const count = new Map(rows.map((row, i) => [row, hits[i] ?? 0]));
	return rows.toSorted((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0) || a - b);
}

function single(rows: readonly number[], orders: readonly MatchOrder[]): string[][] {
	return rows.slice(0, MOST_RANKED).map((row) => [orders[row]?.id ?? ""]);
}

function indexTokens(orders: readonly MatchOrder[]): NumberTable {
	const texts = (order: MatchOrder) => [order.number, order.invoiceNumber ?? "", ...(order.additionalNumbers ?? [])];
	const table = new NumberTable(orders.reduce((sum, order) => sum + texts(order).length, 0));
	for (const [row, order] of orders.entries()) {
		// A reference with blanks counts as one here: only the text is split.
		const tokens = new Set<number>();
		for (const text of texts(order)) eachToken(text.replace(/\s/g, ""), (token) => tokens.add(token));
		for (const token of tokens) table.add(token, row);
	}
	return table;
}

/** White space separates; all but the digits is dropped. A token is its digits behind a one, to keep leading zeros. */
function eachToken(text: string, use: (token: number) => void): void {
	let length = 0;
	let digits = 0;
	let token = 1;
	for (let i = 0; i <= text.length; i++) {
		const code = i === text.length ? 32 : text.charCodeAt(i);
		if (code > 32 && code !== 0xa0) {
			length++;
			if (code >= 48 && code <= 57) {
				digits++;
				token = token * 10 + code - 48;
			}
			continue;
		}
		if (length >= SHORTEST && digits >= SHORTEST && digits <= LONGEST) use(token);
		length = digits = 0;
		token = 1;
	}
}

interface Partners {
	/** Row to partner. */
	readonly of: Int32Array;
	/** Partner to rows. */
	readonly rows: readonly (readonly number[])[];
	/** -1 where nobody fits. */
	find(posting: MatchPosting): number;
}

/** The account where it is one partner's, else the first partner of exactly this name, upper or lower case. */
function readPartners(orders: readonly MatchOrder[], { payers }: Known): Partners {
	const ids = new Map<string, number>();
	const names = new Map<string, number>();
	const rows: number[][] = [];
	const of = new Int32Array(orders.length).fill(-1);
	for (const [row, order] of orders.entries()) {
		const customer = customerOf(order);
		if (customer === null) continue;
		const partner = ids.get(customer) ?? rows.push([]) - 1;
		ids.set(customer, partner);
		of[row] = partner;
		rows[partner]?.push(row);
		for (const name of [order.name, order.company]) {
			if (name !== undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), partner);
		}
	}
	const accounts = new Map<string, number>();
	for (const { iban, customerNumber, name } of payers) {
		const partner = ids.get(customerNumber ?? "") ?? names.get(name?.toLowerCase() ?? "") ?? -1;
		const known = accounts.get(iban);
		accounts.set(iban, known === undefined || known === partner ? partner : -1);
	}
	const find = ({ counterparty }: MatchPosting) => {
		const { iban, name } = counterparty ?? {};
		const byAccount = iban === undefined || accounts.size === 0 ? -1 : (accounts.get(iban) ?? -1);
		return byAccount !== -1 || name === undefined ? byAccount : (names.get(name.toLowerCase()) ?? -1);
	};
	return { of, rows, find };
}
