import { type PayerForm, type WrittenPayer, writePayer } from "../noise/payer-name.ts";
import type { Random } from "../random.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { type Paid, payOrder } from "./amount-paid.ts";
import { collective, isCollective } from "./collective.ts";
import { composeTransfer } from "./compose.ts";
import type { Draft, Scene, Written } from "./draft.ts";
import { type Plan, scenarioOf } from "./plan.ts";
import { type NamedAs, nameOrder } from "./reference-text.ts";
import type { Trait } from "./traits.ts";

const ATTEMPTS = 60;
/** In days, each as frequent as the other. */
const DELAYS = [
	[0, 1],
	[1, 3],
	[1, 3],
	[2, 5],
	[2, 5],
	[4, 8],
	[6, 14],
	[12, 40],
] as const;

/** A customer pays, as the plan says; null where no order of the set allows it. */
export function payment(scene: Scene, plan: Plan): Draft | null {
	const { amount } = plan;
	if (isCollective(amount)) return collective(scene, plan, amount);
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const order = orderFor(scene, plan);
		if (order === null) return null;
		const payer = writePayer(scene.random, order.customer, plan.payer, () => scene.random.pick(scene.world.customers));
		const named = nameOrder(scene, order, plan.number);
		const paid = payOrder(scene.random, order, amount);
		if (payer !== null && named !== null && paid !== null) return drafts(scene, plan, order, payer, named, paid);
	}
	return null;
}

/** Of two transfers the second follows with what is missing. */
function drafts(scene: Scene, plan: Plan, order: PlacedOrder, payer: WrittenPayer, named: NamedAs, paid: Paid): Draft {
	const one = draft(scene, plan, order, payer, named, paid);
	if (plan.amount !== "twoTransfers") return one;
	const minor = order.minor - order.paid - paid.minor;
	const rest = { ...paid, minor, settles: minor, delay: 41 + scene.random.int(0, 9) };
	return { ...one, second: draft(scene, plan, order, payer, named, rest) };
}

function draft(scene: Scene, plan: Plan, order: PlacedOrder, payer: WrittenPayer, named: NamedAs, paid: Paid): Draft {
	const { random } = scene;
	const day = plan.early ? order.day - random.int(1, 6) : order.day + (paid.delay ?? usualDelay(random));
	const unexplained = payer.kinship === "none" && plan.number === "missing";
	const forCustomer = !unexplained && random.chance(payer.kinship === "none" ? 0.45 : 0.08);
	const posting = composeTransfer(scene, plan, {
		order,
		day,
		minor: paid.minor,
		currency: paid.currency,
		payer,
		named,
		remark: paid.remark,
		forCustomer,
	});
	const nameInText = forCustomer && named.remittance === undefined;
	const written: Written = {
		numbers: named.legibility === null ? [] : [{ order, text: legibleText(named), legibility: named.legibility }],
		payer: seenPayer(payer, order, posting.counterparty?.iban, nameInText || named.customerNumber === true),
		amount: paid.amount,
		more: false,
	};
	const unambiguous = !scene.pool.openOf(order).some((other) => other !== order && other.minor === order.minor);
	const open = plan.early || plan.number === "oldNumber" || paid.unsettled === true;
	return {
		posting,
		scenario: scenarioOf(plan, unambiguous),
		parts: [{ order, minor: paid.minor, ...(paid.settles !== undefined && { settles: paid.settles }) }],
		written: open ? false : written,
		best: [order],
	};
}

function legibleText({ text, endToEndId, reference }: NamedAs): string {
	return (endToEndId ?? reference ?? text).replace(/^RF\s?\d\d\s?/i, "").replace(/^SHOP-/, "");
}

/** What a clerk knows of the payer: by his name, by an account that paid before, by what the text says. */
export function seenPayer(
	payer: WrittenPayer,
	order: PlacedOrder,
	iban: string | undefined,
	namedInText: boolean,
): Written["payer"] {
	const knownAccount = order.customer.known && iban === order.customer.iban;
	return knownAccount || namedInText ? "same" : payer.kinship;
}

/** Two thirds pay within five days. */
export function usualDelay(random: Random): number {
	const [from, to] = random.pick(DELAYS);
	return random.int(from, to);
}

function orderFor({ pool, random }: Scene, plan: Plan): PlacedOrder | null {
	if (plan.twin) return withTwin(pool, plan);
	if (plan.amount === "partialRest" && random.chance(0.5)) {
		const order = pool.reserve(plan.trait ?? "any");
		if (order !== null && order.minor > 1_000)
			order.paid = Math.round(order.minor * random.pick([0.5, 0.3, 0.25, 0.6]));
		return order;
	}
	return pool.take(plan.trait ?? traitFor(plan), (order) => fitsPayer(order, plan.payer));
}

/** The order of the other shop is made to cost the same. */
function withTwin(pool: Scene["pool"], plan: Plan): PlacedOrder | null {
	const order = pool.reserve(plan.trait ?? "sharedNumber", (candidate) =>
		pool.sharing(candidate).some(({ state, currency }) => state === "open" && currency === candidate.currency),
	);
	const twin = order === null ? undefined : pool.sharing(order).find(({ state }) => state === "open");
	if (order === null || twin === undefined || !pool.reserveAlso(twin)) return null;
	twin.minor = order.minor;
	return order;
}

function traitFor({ payer, number, amount }: Plan): Trait {
	if (amount === "discount" || amount === "lateDiscount") return "terms";
	if (amount === "francsInEuro") return "francs";
	if (payer === "umlautAe" || payer === "umlautStripped") return "umlaut";
	if (payer === "personForCompany") return "firm";
	return number === "zerosDropped" ? "padded" : "any";
}

function fitsPayer({ customer }: PlacedOrder, payer: PayerForm): boolean {
	if (payer === "personForCompany") return customer.company !== null;
	const personal = payer === "joint" || payer === "spouse" || payer === "companyForPerson";
	return !personal || customer.company === null;
}
