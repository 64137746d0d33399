import { straddling } from "../noise/bank-text.ts";
import type { Legibility } from "../noise/number-form.ts";
import { tailOf, writeNumber } from "../noise/number-form.ts";
import type { Random } from "../random.ts";
import { creditorReference } from "../world/iban.ts";
import type { PlacedOrder } from "../world/orders.ts";
import type { Scene } from "./draft.ts";
import type { Plan } from "./plan.ts";

/** How one order is named in a posting. */
export interface NamedAs {
	readonly kind: "order" | "invoice" | "none";
	/** What stands in the text; empty where nothing does. */
	readonly text: string;
	readonly legibility: Legibility | null;
	/** The whole remittance, where only that puts the line break into the number. */
	readonly remittance?: string;
	readonly endToEndId?: string;
	readonly reference?: string;
	/** The text is the customer's number. */
	readonly customerNumber?: boolean;
}

/** Null where this order cannot be named so. */
export function nameOrder({ random, world }: Scene, order: PlacedOrder, form: Plan["number"]): NamedAs | null {
	const invoice = order.invoiceNumber !== null && random.chance(order.terms === null ? 0.35 : 0.75);
	const number = invoice && order.invoiceNumber !== null ? order.invoiceNumber : order.number;
	const kind = invoice ? "invoice" : "order";
	switch (form) {
		case "missing":
			return { kind: "none", text: "", legibility: null };
		case "customerNumber":
			return order.customer.number === null
				? null
				: { kind: "none", text: customerText(random, order.customer.number), legibility: null, customerNumber: true };
		case "endToEnd":
			return { kind: "none", text: "", legibility: "whole", endToEndId: endToEndText(random, number) };
		case "creditorReference":
		case "brokenReference":
			return structured(random, number, form === "brokenReference");
		case "wrap27":
		case "wrap35": {
			const remittance = straddling(random, number, form === "wrap27" ? 27 : 35);
			return remittance === null ? null : { kind, text: number, legibility: "whole", remittance };
		}
		case "hitsOpen":
		case "hitsClosed": {
			const other = neighbour(world.orders, order, form === "hitsOpen" ? "open" : "closed");
			return other === null ? null : { kind: "order", text: other, legibility: "oneEdit" };
		}
		case "oldNumber": {
			const old = order.customer.orders.findLast(({ state, index }) => state === "closed" && index < order.index);
			return old === undefined ? null : { kind: "order", text: old.number, legibility: null };
		}
		default: {
			const written = writeNumber(random, number, form);
			return written === null ? null : { kind, ...written };
		}
	}
}

function customerText(random: Random, number: string): string {
	return `${random.pick(["Kundennummer ", "Kd-Nr. ", "KdNr ", "Kunde ", "Kunden-Nr. ", ""])}${number}`;
}

function endToEndText(random: Random, number: string): string {
	const compact = number.replace(/[^A-Z0-9]/gi, "");
	return random.pick([number, compact, `${number}`, `SHOP-${number}`, `${tailOf(number)}`]);
}

function structured(random: Random, number: string, broken: boolean): NamedAs | null {
	const compact = number.toUpperCase().replace(/[^A-Z0-9]/g, "");
	const right = creditorReference(compact);
	const digit = random.int(2, right.length - 1);
	const code = broken
		? right.slice(0, digit) + ((Number(right[digit]) + random.int(1, 8)) % 10) + right.slice(digit + 1)
		: right;
	if (broken && (code.includes("NaN") || code === right)) return null;
	const legibility = broken ? "oneEdit" : "whole";
	if (random.chance(0.15)) return { kind: "none", text: "", legibility, reference: code };
	const text = random.chance(0.5) ? code : code.replace(/(.{4})(?=.)/g, "$1 ");
	return { kind: "none", text, legibility };
}

/** The number of another order of the shop that is one digit away. */
function neighbour(orders: readonly PlacedOrder[], order: PlacedOrder, state: "open" | "closed"): string | null {
	for (const step of [1, -1, 2, -2, 3, -3, 10, -10, 20, -20, 100, -100]) {
		const other = orders[order.index + step];
		if (other?.shop !== order.shop || other.state !== state || other.customer === order.customer) continue;
		if (differsByOne(order.number, other.number)) return other.number;
	}
	return null;
}

function differsByOne(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let different = 0;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) different++;
	return different === 1;
}
