import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { customerOf } from "./payable.ts";
import type { Known } from "./shape.ts";

/** Partners are numbered; orders are rows of the list they were read from. */
export interface Partners {
	/** Row to partner. */
	readonly of: Int32Array;
	/** Partner to rows. */
	readonly rows: readonly (readonly number[])[];
	/** -1 where nobody fits. */
	find(posting: MatchPosting): number;
}

/** The account where it is one partner's, else the first partner of exactly this name, upper or lower case. */
export function readPartners(orders: readonly MatchOrder[], { payers }: Known): Partners {
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
