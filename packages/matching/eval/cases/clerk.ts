import { tailOf } from "../noise/number-form.ts";
import type { Customer } from "../world/customers.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { fullName } from "../world/person.ts";
import { isPricePoint } from "../world/prices.ts";
import type { World } from "../world/world.ts";
import type { Draft, Written } from "./draft.ts";

type Number = Written["numbers"][number];
type Shown = Pick<Draft, "parts" | "posting"> & { readonly written: Written };

/**
 * Whether a careful clerk would book what the payer meant: two of number, amount and payer have to speak for it, and for
 * no other order as much. Looks at what was written and at all orders; knows nothing of any engine.
 */
export class Clerk {
	private readonly byTail = new Map<string, PlacedOrder[]>();
	private readonly byAmount = new Map<number, PlacedOrder[]>();

	/** @param drafts - only what these postings mention is looked up. */
	constructor(world: World, drafts: readonly Draft[]) {
		for (const { written, posting } of drafts) {
			if (typeof written === "boolean") continue;
			for (const number of written.numbers) for (const tail of tailsOf(number)) this.byTail.set(tail, []);
			this.byAmount.set(posting.amount.minor, []);
		}
		for (const order of world.orders) {
			if (order.state === "late") continue;
			const tail = tailOf(order.number);
			const invoiceTail = order.invoiceNumber === null ? tail : tailOf(order.invoiceNumber);
			this.byTail.get(tail)?.push(order);
			if (invoiceTail !== tail) this.byTail.get(invoiceTail)?.push(order);
			if (order.state === "open") this.byAmount.get(order.minor - order.paid)?.push(order);
		}
	}

	decides({ written, parts, posting }: Draft): boolean {
		if (typeof written === "boolean") return written;
		const shown = { written, parts, posting };
		if (parts.length > 1) return this.decidesSeveral(shown);
		const [part] = parts;
		const [number] = written.numbers;
		if (part === undefined) return true;
		if (number === undefined) return this.decidesByPayer(shown, part.order);
		return number.legibility === "whole" || number.legibility === "tail"
			? this.decidesByNumber(shown, number)
			: this.decidesBySimilarNumber(shown, number);
	}

	/** Other orders the number that stands there could mean. */
	private alsoMeant(number: Pick<Number, "order" | "text">): PlacedOrder[] {
		const found = tailsOf(number).flatMap((tail) => this.byTail.get(tail) ?? []);
		return [...new Set(found)].filter((other) => other !== number.order);
	}

	private decidesByNumber({ written, posting }: Shown, { order, text }: Number): boolean {
		const own = this.support(order, text, written, posting.amount.minor, order);
		const others = this.alsoMeant({ order, text });
		const enough = written.amount === "proves" || written.payer !== "none";
		return enough && others.every((other) => this.support(other, text, written, posting.amount.minor, order) < own);
	}

	/** How many of number, amount and payer speak for it; the number counts half where only its end agrees. */
	private support(order: PlacedOrder, text: string, written: Written, minor: number, meant: PlacedOrder): number {
		const whole = sameNumber(order.number, text) || sameNumber(order.invoiceNumber, text);
		const owed = order.minor - order.paid;
		const amount = order === meant ? written.amount === "proves" : owed === minor;
		return (whole ? 1 : 0.5) + (amount ? 1 : 0) + (agrees(order.customer, meant.customer, written.payer) ? 1 : 0);
	}

	/** A wrong number: payer and amount have to prove the order, and nobody must own the number that stands there. */
	private decidesBySimilarNumber({ written, posting }: Shown, { order, text, legibility }: Number): boolean {
		if (written.amount !== "proves") return false;
		const { minor } = posting.amount;
		const rivals = this.alsoMeant({ order, text }).filter(
			(other) =>
				agrees(other.customer, order.customer, written.payer) ||
				(other.minor === minor && (sameNumber(other.number, text) || sameNumber(other.invoiceNumber, text))),
		);
		if (rivals.length > 0) return false;
		const sameAmount = (this.byAmount.get(minor) ?? []).filter((other) => other !== order);
		if (written.payer === "none") return legibility === "oneEdit" && sameAmount.length === 0 && !isPricePoint(minor);
		return sameAmount.every((other) => !agrees(other.customer, order.customer, written.payer));
	}

	private decidesByPayer({ written, posting }: Shown, order: PlacedOrder): boolean {
		if (written.payer !== "same" || written.amount !== "proves") return false;
		const owed = order.minor - order.paid;
		if (owed !== posting.amount.minor) return openOf(order.customer).length === 1;
		return (this.byAmount.get(posting.amount.minor) ?? []).every(
			(other) => other === order || !agrees(other.customer, order.customer, "same"),
		);
	}

	/** Every number stands there and leads to its order; or the payer's orders can add up to the amount in one way only. */
	private decidesSeveral({ written, parts, posting }: Shown): boolean {
		const [first] = parts;
		if (first === undefined) return false;
		const readable = written.numbers.every((number) => {
			const exact = sameNumber(number.order.number, number.text) || sameNumber(number.order.invoiceNumber, number.text);
			return exact || this.alsoMeant(number).every((other) => other.state !== "open");
		});
		if (written.numbers.length === parts.length) return readable;
		if (!readable || written.payer !== "same" || written.numbers.length === 0) return false;
		const named = new Set(written.numbers.map(({ order }) => order));
		const rest = posting.amount.minor - [...named].reduce((sum, { minor, paid }) => sum + minor - paid, 0);
		const others = openOf(first.order.customer)
			.filter((order) => !named.has(order))
			.map(({ minor, paid }) => minor - paid);
		return others.length <= 12 && waysToReach(others, rest) === 1;
	}
}

/** The ends by which orders are looked up: of what stands there, and of the number that is meant. */
function tailsOf({ order, text }: Pick<Number, "order" | "text">): string[] {
	const numbers = [plain(text), order.number, ...(order.invoiceNumber === null ? [] : [order.invoiceNumber])];
	return [...new Set(numbers.map(tailOf))];
}

/** What a reader makes of confused letters and blanks. */
function plain(text: string): string {
	return text.replace(/\s/g, "").replace(/(?<=[\dOIlSB])[OIlSB]|[OIlSB](?=\d)/g, (sign) => READ_AS[sign] ?? sign);
}
const READ_AS: Readonly<Record<string, string>> = { O: "0", I: "1", l: "1", S: "5", B: "8" };

function sameNumber(number: string | null, text: string): boolean {
	if (number === null) return false;
	const read = plain(text);
	return compact(number) === compact(read) || compact(withoutZeros(number)) === compact(withoutZeros(read));
}

function compact(text: string): string {
	return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

function withoutZeros(text: string): string {
	return text.replace(/(?<!\d)0+(?=\d)/g, "");
}

function openOf(customer: Customer): PlacedOrder[] {
	return customer.orders.filter(({ state }) => state === "open");
}

/** Whether what is seen of the payer fits this customer as well as the one who is meant. */
function agrees(customer: Customer, meant: Customer, payer: Written["payer"]): boolean {
	if (payer === "none") return false;
	if (customer === meant) return true;
	if (customer.company !== null || meant.company !== null) return customer.company === meant.company;
	return payer === "same"
		? fullName(customer.person) === fullName(meant.person)
		: customer.person.family === meant.person.family;
}

function waysToReach(amounts: readonly number[], sum: number): number {
	let ways = 0;
	for (let subset = 1; subset < 1 << amounts.length; subset++) {
		let reached = 0;
		for (const [at, amount] of amounts.entries()) if ((subset >> at) & 1) reached += amount;
		if (reached === sum) ways++;
	}
	return ways;
}
