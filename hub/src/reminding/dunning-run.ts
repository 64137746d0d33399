import type { DueStep as DueStepView } from "@kontor/protocol";
import { outstanding } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { type AskedOrder, askedOrders, laterOrdersOf, nextAskedOrders, planOf } from "./asked-orders.ts";
import { releaseCharged } from "./charge-orders.ts";
import { recordInformedByShop } from "./informed-by-shop.ts";
import { type RulesOfShops, rulesOfShops } from "./rules-of-shops.ts";
import { type DueStep, takeSteps } from "./take-steps.ts";

/** Orders looked at in one transaction. */
const PORTION = 1_000;
/** Shown of what a run would do. */
const SHOWN = 500;

/** What a run did: how many orders it looked at, and how many steps of each kind it took. */
export interface RunReport {
	readonly looked: number;
	readonly taken: Readonly<Record<string, number>>;
}

/**
 * Looks through all of a merchant's orders that something may still be done about, and takes at most one step of each (PRODUCT F8).
 * Cut off at any instant it is simply run again: what was taken is known, and nothing is taken twice.
 */
export async function runDunning(hub: Hub, merchantId: string): Promise<RunReport> {
	let looked = 0;
	let taken: Record<string, number> = {};
	for (let after: string | null = null; ; ) {
		const portion: Portion = await hub.db.merchant(merchantId, "runDunning", (tx) => runPortion(hub, tx, after));
		looked += portion.looked;
		taken = added(taken, portion.steps);
		if (portion.last === null) return { looked, taken };
		after = portion.last;
	}
}

/** Takes what is due of these orders at this moment. */
export async function runOrders(hub: Hub, tx: MerchantTransaction, ids: readonly string[]): Promise<void> {
	const rules = await rulesOfShops(hub, tx);
	const orders = await askedOrders(tx, rules, ids);
	await recordInformedByShop(tx, rules, orders);
	await takeDue(hub, tx, dueOf(orders, rules));
}

/** What a run would do now (PRODUCT M14). */
export async function previewRun(
	hub: Hub,
	tx: MerchantTransaction,
): Promise<{ counts: Record<string, number>; items: DueStepView[] }> {
	const rules = await rulesOfShops(hub, tx);
	let counts: Record<string, number> = {};
	const items: DueStepView[] = [];
	for (let after: string | null = null; ; ) {
		const orders: AskedOrder[] = await nextAskedOrders(tx, rules, after, PORTION);
		const due = dueOf(orders, rules);
		counts = added(counts, due);
		for (const one of due.slice(0, SHOWN - items.length)) items.push(viewOf(one));
		if (orders.length < PORTION) return { counts, items };
		after = orders.at(-1)?.id ?? null;
	}
}

interface Portion {
	readonly looked: number;
	readonly steps: readonly DueStep[];
	/** The order it ended with; null: there are no more. */
	readonly last: string | null;
}

async function runPortion(hub: Hub, tx: MerchantTransaction, after: string | null): Promise<Portion> {
	const rules = await rulesOfShops(hub, tx);
	const orders = await nextAskedOrders(tx, rules, after, PORTION);
	await recordInformedByShop(tx, rules, orders);
	await releaseCharged(tx, rules, orders);
	const due = dueOf(orders, rules);
	const steps = await takeDue(hub, tx, [...due, ...(await alsoDue(tx, rules, orders, due))]);
	return { looked: orders.length, steps, last: orders.length < PORTION ? null : (orders.at(-1)?.id ?? null) };
}

/** What is due of the same customers among later orders, where they are reminded of all in one message (PRODUCT M8). */
async function alsoDue(
	tx: MerchantTransaction,
	rules: RulesOfShops,
	portion: readonly AskedOrder[],
	due: readonly DueStep[],
): Promise<DueStep[]> {
	const last = portion.length < PORTION ? undefined : portion.at(-1);
	if (last === undefined) return [];
	const emails = due.flatMap(({ order: { connectionId, customer }, step }) =>
		step.kind === "reminder" && rules.settings(connectionId).common.oneMessagePerCustomer ? (customer.email ?? []) : [],
	);
	if (emails.length === 0) return [];
	const ids = await laterOrdersOf(tx, last.id, emails);
	return dueOf(await askedOrders(tx, rules, ids), rules).filter(({ step }) => step.kind === "reminder");
}

/**
 * What was seen without a lock is looked at once more with it, and with all it goes by: a payment may have come in between, or a
 * posting that may be one.
 */
async function takeDue(hub: Hub, tx: MerchantTransaction, seen: readonly DueStep[]): Promise<readonly DueStep[]> {
	if (seen.length === 0) return [];
	const ids = seen.map(({ order }) => order.id);
	await lockOrders(tx, ids);
	const rules = await rulesOfShops(hub, tx);
	return takeSteps(tx, rules, dueOf(await askedOrders(tx, rules, ids), rules));
}

function dueOf(orders: readonly AskedOrder[], rules: RulesOfShops): DueStep[] {
	return orders.flatMap((order) => {
		const { next } = planOf(order, rules);
		return next === null ? [] : [{ order, step: next }];
	});
}

function added(counts: Readonly<Record<string, number>>, steps: readonly DueStep[]): Record<string, number> {
	const sum = { ...counts };
	for (const { step } of steps) sum[step.kind] = (sum[step.kind] ?? 0) + 1;
	return sum;
}

function viewOf({ order, step: { kind, level } }: DueStep): DueStepView {
	const { settlement } = order.scheduled;
	const amount = { minor: outstanding(settlement), currency: settlement.currency };
	return { order: order.id, orderNumber: order.number, kind, level, amount };
}
