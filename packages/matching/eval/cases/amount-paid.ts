import type { AmountShare } from "../profile.ts";
import type { Random } from "../random.ts";
import type { PlacedOrder } from "../world/orders.ts";

/** What one order is paid with, and what the payer says about it. */
export interface Paid {
	readonly minor: number;
	readonly currency: string;
	readonly remark: string;
	readonly amount: "proves" | "differs";
	/** See `TruePart`. */
	readonly settles?: number;
	/** Days after the order, where the case needs a certain delay. */
	readonly delay?: number;
	/** The clerk asks somebody else: what was deducted is a question of the merchant's goodwill. */
	readonly unsettled?: boolean;
}

/** Payments of a single order; null where the order does not allow it. */
export function payOrder(
	random: Random,
	order: PlacedOrder,
	form: Exclude<AmountShare, `collective${string}`> | "equal",
): Paid | null {
	const owed = order.minor - order.paid;
	const { currency } = order;
	const paid = (minor: number, remark = "", amount: Paid["amount"] = "differs"): Paid | null =>
		minor > 0 ? { minor, currency, remark, amount, settles: Math.min(minor, owed) } : null;
	const short = (minor: number, remark = ""): Paid | null =>
		minor > 0 ? { minor, currency, remark, amount: "differs" } : null;
	switch (form) {
		case "equal":
			return paid(owed, "", "proves");
		case "partialFirst":
			return paid(
				share(random, owed),
				random.pick(["1. Rate", "Anzahlung", "Teilzahlung", "Rate 1/3", "", "erste Rate"]),
			);
		case "twoTransfers":
			return paid(share(random, owed), random.pick(["", "", "Teil 1", "Rest folgt"]));
		case "partialRest":
			return order.paid > 0
				? paid(owed, random.pick(["Rest", "Restzahlung", "Restbetrag", "2. Rate", ""]), "proves")
				: paid(owed - share(random, owed), random.pick(["Rest", "Restzahlung", "Restbetrag", "2. Rate"]));
		case "rounded":
			return paid(roundedUp(random, owed));
		case "shipping":
			return paid(owed + random.pick([390, 490, 495, 590, 690, 990]), random.pick(["", "inkl. Versand", "plus Porto"]));
		case "fee":
			return short(
				owed - random.pick([150, 250, 500, 750, 800, 1000, 1200, 1500]),
				random.pick(["", "", "OUR", "/CHGS/"]),
			);
		case "cents":
			return short(owed - random.int(1, 9));
		case "discount":
		case "lateDiscount":
			return discounted(random, order, owed, form === "lateDiscount");
		case "otherCurrency":
			return converted(random, order, owed);
		case "francsInEuro":
			return currency === "CHF" ? { ...converted(random, order, owed), unsettled: true } : null;
	}
}

function roundedUp(random: Random, owed: number): number {
	const step = random.pick([100, 500, 1000]);
	const up = Math.ceil(owed / step) * step;
	return up === owed ? owed + step : up;
}

function share(random: Random, owed: number): number {
	const part = Math.round(owed * random.pick([0.5, 0.5, 1 / 3, 0.25, 0.2, 0.4, 0.7]));
	const round = Math.round(part / 1000) * 1000;
	return random.chance(0.4) && round > 0 && round < owed ? round : part;
}

function discounted(random: Random, { terms, currency }: PlacedOrder, owed: number, late: boolean): Paid | null {
	if (terms === null) return null;
	const percent = terms.discountPercent;
	return {
		minor: owed - discountOf(owed, percent),
		currency,
		remark: random.pick([
			"",
			"",
			`abzgl. ${percent}% Skonto`,
			`-${percent}% Skonto`,
			`${percent} % SKTO`,
			"unter Abzug von Skonto",
		]),
		amount: "proves",
		settles: late ? owed - discountOf(owed, percent) : owed,
		delay: late ? terms.days + random.int(3, 25) : random.int(0, terms.days),
		...(late && { unsettled: true }),
	};
}

export function discountOf(minor: number, percent: number): number {
	return Math.round((minor * percent) / 100);
}

/** Sent in the order's currency, booked in the account's at a bank's rate; often the bank quotes the original amount. */
function converted(random: Random, { currency }: PlacedOrder, owed: number): Paid {
	const [other, rate] =
		currency === "EUR" ? ["CHF", 0.93 + random.next() * 0.03] : ["EUR", 1.04 + random.next() * 0.05];
	const original = `${currency} ${decimal(owed)}`;
	const stated = random.chance(0.6);
	const remark = random.pick([
		`ORIGINALBETRAG ${original} KURS ${rate.toFixed(4).replace(".", ",")}`,
		`/OCMT/${currency}${decimal(owed)}/`,
		`Betrag ${original}`,
	]);
	return {
		minor: Math.round(owed * rate),
		currency: other,
		remark: stated ? remark : "",
		amount: stated ? "proves" : "differs",
	};
}

/** 119,00 / 1.437,22 */
export function decimal(minor: number): string {
	const cents = String(minor % 100).padStart(2, "0");
	return `${String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ".")},${cents}`;
}
