import type { MatchPosting } from "../../src/index.ts";
import type { PeerDecision } from "../peer.ts";
import { indexTokens, readTokens } from "./digit-tokens.ts";
import { readPartners } from "./odoo-partners.ts";
import { discounts, owed, payable } from "./payable.ts";
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

/** An open item, oldest first in all lists. */
interface Item {
	readonly id: string;
	readonly owed: number;
	readonly currency: string;
	readonly discounts: ReturnType<typeof discounts>;
}

function decideByRule(set: Known, partnerRequired: boolean): Decide {
	const orders = payable(set.orders);
	const items = orders.map(
		(order): Item => ({
			id: order.id,
			owed: owed(order),
			currency: order.amount.currency,
			discounts: discounts(order),
		}),
	);
	const byToken = indexTokens(orders);
	const partners = readPartners(orders, set);
	// Used again for each posting: they grow once.
	const tokens: number[] = [];
	const rows: number[] = [];
	const hits: number[] = [];

	return (posting) => {
		const minor = posting.amount.minor;
		if (minor <= 0) return NOTHING;
		const partner = partners.find(posting);
		if (partner === -1 && partnerRequired) return NOTHING;
		readTokens(posting.remittance ?? posting.searchText ?? "", tokens);
		rows.length = 0;
		hits.length = 0;
		for (const token of tokens) {
			for (let entry = byToken.first(token); entry !== 0; entry = byToken.next(entry)) {
				const row = byToken.row(entry);
				if (partner !== -1 && partners.of[row] !== partner) continue;
				const known = rows.indexOf(row);
				if (known >= 0) hits[known] = (hits[known] ?? 0) + 1;
				else hits[rows.push(row) - 1] = 1;
			}
		}
		if (rows.length > 0) return fill(posting, inOrder(rows, hits), items);
		// A partner's items without a token are offered only.
		return partner === -1 ? NOTHING : { ...NOTHING, ranked: single(partners.rows[partner] ?? [], items) };
	};
}

/** One item that is due exactly, first with cash discount; else from the best on until the money is used up. */
function fill(posting: MatchPosting, rows: readonly number[], items: readonly Item[]): PeerDecision {
	const { minor, currency } = posting.amount;
	const candidates = rows.map((row) => items[row] as Item);
	const exact =
		candidates.find((item) => item.discounts.some((due) => due.minor === minor && posting.bookingDate <= due.until)) ??
		candidates.find((item) => item.owed === minor && item.currency === currency);
	if (exact !== undefined) {
		const others = candidates.filter((item) => item !== exact).map(({ id }) => [id]);
		return {
			orders: [{ order: exact.id, minor }],
			automatic: true,
			ranked: [[exact.id], ...others].slice(0, MOST_RANKED),
		};
	}
	let left = minor;
	const taken: { order: string; minor: number }[] = [];
	for (const item of candidates) {
		if (left <= 0) break;
		left -= item.owed;
		taken.push({ order: item.id, minor: item.owed });
	}
	// Paid too little is rejected by the tolerance of zero, paid too much is not. One currency only.
	const automatic = left >= 0 && candidates.every((item) => item.currency === currency);
	const together = taken.length > 1 ? [taken.map(({ order }) => order)] : [];
	return { orders: taken, automatic, ranked: [...together, ...single(rows, items)].slice(0, MOST_RANKED) };
}

/** Most tokens first, then oldest. */
function inOrder(rows: number[], hits: readonly number[]): readonly number[] {
	if (rows.length === 1) return rows;
	const count = new Map(rows.map((row, i) => [row, hits[i] ?? 0]));
	return rows.toSorted((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0) || a - b);
}

function single(rows: readonly number[], items: readonly Item[]): string[][] {
	return rows.slice(0, MOST_RANKED).map((row) => [items[row]?.id ?? ""]);
}
