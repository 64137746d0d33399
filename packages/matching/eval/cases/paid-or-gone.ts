import type { MatchPosting } from "../../src/index.ts";
import type { ScenarioName } from "../data.ts";
import { writeNumber } from "../noise/number-form.ts";
import { type WrittenPayer, writePayer } from "../noise/payer-name.ts";
import type { Random } from "../random.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { composeTransfer } from "./compose.ts";
import type { Draft, Scene } from "./draft.ts";
import { usualDelay } from "./payment.ts";
import type { Plan } from "./plan.ts";

/** Transfers by customers that pay nothing open: the order is paid, cancelled, or not known yet. */
type Case = (scene: Scene, plan: Plan) => Draft | null;

/** Paid at some time; why a second payment comes nobody knows. */
export const closedPaid: Case = (scene, plan) => again(scene, plan, "double-payment-later", scene.random.int(20, 90));
export const doubleSameDay: Case = (scene, plan) => twice(scene, plan, "double-payment-same-day", 0, false);
export const doubleLater: Case = (scene, plan) =>
	twice(scene, plan, "double-payment-later", scene.random.int(1, 30), false);
export const importTwice: Case = (scene, plan) => twice(scene, plan, "import-twice", 0, true);

export const cancelled: Case = (scene, plan) => {
	const order = scene.pool.take("cancelled");
	if (order === null) return null;
	const posting = transfer(scene, plan, order, order.day + usualDelay(scene.random));
	return { posting, scenario: "cancelled-order-paid", parts: [], written: true, best: [order] };
};

/** A regular sends his old template once more: an order paid long ago, its amount, nothing open that costs the same. */
export const oldTemplate: Case = (scene, plan) => {
	const order = scene.pool.take("closedOfBuyer", ({ customer, minor }) =>
		customer.orders.every((other) => other.state === "closed" || other.minor !== minor),
	);
	if (order === null) return null;
	const posting = transfer(scene, plan, order, order.day + scene.random.int(30, 200));
	return { posting, scenario: "old-template-number", parts: [], written: true, best: [order] };
};

/** The payment is faster than the shop's interface; the number is a hole in the range. */
export const notSynced: Case = (scene, plan) => {
	const order = scene.pool.reserve("any");
	if (order === null) return null;
	order.state = "late";
	const day = order.day + scene.random.int(0, 2);
	const posting = transfer(scene, plan, order, day);
	return {
		posting,
		scenario: "order-not-yet-synced",
		parts: [],
		written: true,
		late: { order, arrives: day + scene.random.int(1, 4) },
	};
};

function again(scene: Scene, plan: Plan, scenario: ScenarioName, delay: number): Draft | null {
	// a regular of whom something else is open is the harder case
	const order = scene.pool.take(scene.random.chance(0.4) ? "closedOfBuyer" : "closed");
	if (order === null) return null;
	const posting = transfer(scene, plan, order, order.day + delay);
	return { posting, scenario, parts: [], written: true, best: [order] };
}

function twice(scene: Scene, plan: Plan, scenario: ScenarioName, delay: number, same: boolean): Draft | null {
	const { random, pool } = scene;
	const order = pool.take(random.chance(0.4) ? "closedOfBuyer" : "closed");
	if (order === null) return null;
	const day = order.day + usualDelay(random);
	const payer = payerOf(scene, order);
	const earlier = transfer(scene, plan, order, day, payer);
	const second: MatchPosting = same
		? { ...earlier, id: scene.nextId() }
		: transfer(scene, plan, order, day + delay, payer);
	return { posting: second, scenario, parts: [], written: true, best: [order], earlier };
}

function payerOf({ random, world }: Scene, order: PlacedOrder): WrittenPayer {
	const form = random.weighted({ customer: 75, umlautAe: 5, rearranged: 10, spouse: 7, stranger: 3 });
	const drawn = writePayer(random, order.customer, form, () => random.pick(world.customers));
	return drawn ?? { name: order.customer.company ?? order.customer.person.family, kinship: "same", ownAccount: true };
}

function transfer(
	scene: Scene,
	plan: Plan,
	order: PlacedOrder,
	day: number,
	payer = payerOf(scene, order),
): MatchPosting {
	const { random } = scene;
	const { text, kind } = ordinaryNumber(random, order);
	return composeTransfer(scene, plan, {
		order,
		day,
		minor: order.minor,
		currency: order.currency,
		payer,
		named: { kind, text, legibility: "whole" },
		remark: "",
		forCustomer: random.chance(0.1),
	});
}

/** The number as most write it; now and then without prefix, or none. */
function ordinaryNumber(
	random: Random,
	order: PlacedOrder,
): { readonly text: string; readonly kind: "order" | "invoice" | "none" } {
	const invoice = order.invoiceNumber !== null && random.chance(0.4);
	const number = (invoice && order.invoiceNumber) || order.number;
	const kind = invoice ? "invoice" : "order";
	// Where something open costs the same, only the number can tell what is meant.
	const alike = order.customer.orders.some(
		(other) => other !== order && other.state === "open" && other.minor === order.minor,
	);
	if (!alike && random.chance(0.06)) return { text: "", kind: "none" };
	const form = random.weighted({ exact: 80, prefixMissing: 10, separatorsChanged: 6, spaced: 4 });
	return { text: writeNumber(random, number, form)?.text ?? number, kind };
}
