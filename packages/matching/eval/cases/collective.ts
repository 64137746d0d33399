import { writeNumber } from "../noise/number-form.ts";
import { type WrittenPayer, writePayer } from "../noise/payer-name.ts";
import type { AmountShare } from "../profile.ts";
import type { Random } from "../random.ts";
import { drawCompany } from "../world/company.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { decimal, discountOf } from "./amount-paid.ts";
import { composeTransfer } from "./compose.ts";
import type { Draft, Scene } from "./draft.ts";
import { seenPayer, usualDelay } from "./payment.ts";
import { type Plan, scenarioOf } from "./plan.ts";

export type Collective = Extract<AmountShare, `collective${string}`>;

export function isCollective(amount: Plan["amount"]): amount is Collective {
	return amount.startsWith("collective");
}

/** Several orders in one transfer. */
export function collective(scene: Scene, plan: Plan, form: Collective): Draft | null {
	const { random, pool } = scene;
	let orders: PlacedOrder[] | null = null;
	for (let attempt = 0; orders === null && attempt < 30; attempt++) orders = chooseOrders(scene, form);
	const [first] = orders ?? [];
	if (orders === null || first === undefined) return null;
	for (const order of orders) pool.claim(order);
	const payer =
		form === "collectiveTwo"
			? { name: drawCompany(random), kinship: "none" as const, ownAccount: false }
			: (writePayer(random, first.customer, plan.payer, () => random.pick(scene.world.customers)) ??
				writePayer(random, first.customer, "customer", () => first.customer));
	if (payer === null) return null;
	return draft(scene, plan, form, orders, first, payer);
}

function draft(
	scene: Scene,
	plan: Plan,
	form: Collective,
	orders: readonly PlacedOrder[],
	first: PlacedOrder,
	payer: WrittenPayer,
): Draft {
	const { random } = scene;
	const useInvoice =
		orders.every(({ invoiceNumber }) => invoiceNumber !== null) && form !== "collectiveRange" && random.chance(0.6);
	const numbers = orders.map((order) =>
		writtenNumber(random, plan, (useInvoice && order.invoiceNumber) || order.number),
	);
	const named = form === "collectiveSome" ? numbers.slice(0, random.int(1, numbers.length - 1)) : numbers;
	const parts = orders.map((order) => ({
		order,
		minor: amountOf(order, form),
		...(form !== "collectiveCredit" && { settles: order.minor - order.paid }),
	}));
	const credit =
		form === "collectiveCredit" ? Math.round((parts.at(-1)?.minor ?? 0) * random.pick([0.1, 0.25, 0.4])) : 0;
	const last = parts.at(-1);
	if (last !== undefined) parts[parts.length - 1] = { order: last.order, minor: last.minor - credit };
	const text = form === "collectiveNone" ? "" : join(random, form, named);
	const forCustomer = payer.kinship === "none" && form !== "collectiveTwo" && random.chance(0.4);
	const posting = composeTransfer(scene, plan, {
		order: first,
		day: payDay(random, orders, form),
		minor: parts.reduce((sum, { minor }) => sum + minor, 0),
		currency: first.currency,
		payer,
		named: { kind: text === "" ? "none" : useInvoice ? "invoice" : "order", text, legibility: null },
		remark: remarkOf(random, form, credit, first),
		forCustomer,
	});
	const legible = form === "collectiveNone" ? [] : orders.slice(0, named.length);
	return {
		posting,
		scenario: scenarioOf(plan, false),
		parts,
		written:
			form === "collectiveNone" || form === "collectiveCredit"
				? false
				: {
						numbers: legible.map((order, index) => ({
							order,
							text: numbers[index] ?? "",
							legibility: "whole" as const,
						})),
						payer: seenPayer(payer, first, posting.counterparty?.iban, forCustomer),
						amount: "proves",
						more: form === "collectiveSome",
					},
		best: orders,
	};
}

function chooseOrders({ random, pool }: Scene, form: Collective): PlacedOrder[] | null {
	if (form === "collectiveRange") {
		const first = pool.take("consecutive");
		return first === null ? null : [first, ...pool.following(first)];
	}
	if (form === "collectiveTwo") {
		const one = pool.take("any");
		const two = pool.take(
			"any",
			({ customer, currency, day }) =>
				customer !== one?.customer && currency === one?.currency && Math.abs(day - (one?.day ?? 0)) < 60,
		);
		return one === null || two === null ? null : [one, two];
	}
	const first = pool.take(form === "collectiveDiscount" ? "severalOnTerms" : "several");
	if (first === null) return null;
	const discounted = form === "collectiveDiscount";
	const others = pool
		.openOf(first)
		.filter(
			(order) => order !== first && pool.isFree(order) && Math.abs(order.day - first.day) < (discounted ? 6 : 120),
		)
		.filter(({ terms }) => !discounted || terms !== null);
	if (others.length === 0) return null;
	return [first, ...others.slice(0, random.int(1, Math.min(4, others.length)))].toSorted((a, b) => a.index - b.index);
}

/** After the last of them; where a discount is taken, within every term. */
function payDay(random: Random, orders: readonly PlacedOrder[], form: Collective): number {
	const earliest = Math.max(...orders.map(({ day }) => day));
	if (form !== "collectiveDiscount") return earliest + usualDelay(random);
	return random.int(
		earliest,
		Math.max(earliest, Math.min(...orders.map(({ day, terms }) => day + (terms?.days ?? 0)))),
	);
}

function amountOf(order: PlacedOrder, form: Collective): number {
	const owed = order.minor - order.paid;
	return form === "collectiveDiscount" ? owed - discountOf(owed, order.terms?.discountPercent ?? 0) : owed;
}

function writtenNumber(random: Random, { number }: Plan, text: string): string {
	const legible =
		number === "prefixMissing" || number === "separatorsChanged" || number === "zerosDropped" ? number : "exact";
	return (writeNumber(random, text, legible) ?? { text }).text;
}

function join(random: Random, form: Collective, numbers: readonly string[]): string {
	const [first = ""] = numbers;
	if (form === "collectiveSome")
		return `${numbers.join(", ")} ${random.pick(["u.a.", "u. weitere", "etc.", "und weitere", "usw.", ""])}`.trim();
	if (form !== "collectiveRange") return numbers.join(random.pick([", ", " ", " und ", " + ", "/", "; ", ","]));
	const last = numbers.at(-1) ?? "";
	const end = /\d+$/.exec(last)?.[0] ?? last;
	if (numbers.length > 2 && random.chance(0.3)) {
		return `${first}${numbers
			.slice(1)
			.map((number) => `/${number.slice(-2)}`)
			.join("")}`;
	}
	return random.pick([`${first} - ${end}`, `${first} bis ${last}`, `${first}-${end.slice(-2)}`, `${first} bis ${end}`]);
}

function remarkOf(random: Random, form: Collective, credit: number, { terms }: PlacedOrder): string {
	if (form === "collectiveCredit") {
		return `${random.pick(["abzgl. Gutschrift", "./. GS", "minus Gutschrift"])} ${random.digits(4)} ${random.pick([`-${decimal(credit)}`, ""])}`.trim();
	}
	if (form !== "collectiveDiscount") return "";
	return random.pick(["", `abzgl. ${terms?.discountPercent ?? 2}% Skonto`, "-Skonto"]);
}
