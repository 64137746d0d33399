import type { Done, Outcome, World, WorldOrder } from "../world.ts";
import { type BankDays, bankDays, daysFrom } from "./days.ts";
import { expectedOn, type Rules } from "./expected.ts";
import { KnownOrder } from "./known-order.ts";
import type { PlainSettings, SettingsOf } from "./plain-settings.ts";
import { type WhyStale, whyRestrained, whyStaleIn } from "./why-held.ts";

/** A rule that was broken. */
export interface Violation {
	readonly order: string;
	readonly on: string;
	readonly rule:
		| "no message to a paid or cancelled order"
		| "no demand while data are stale"
		| "nothing while held back"
		| "at most one step a day"
		| "no step before its earliest day"
		| "no step missed"
		| "no step that nothing asked for"
		| "the right state"
		| "every cent";
	readonly details: string;
}

/**
 * Everything that was wrong in a year: an independent reading of PRODUCT F, G and H over what happened in the world and what was
 * done about it. Shares no code with the schedule.
 */
export function checkYear(world: World, outcome: Outcome, settingsOf: SettingsOf): Violation[] {
	const doneOf = Map.groupBy(outcome.done, ({ order }) => order);
	const outcomeOf = new Map(outcome.orders.map((order) => [order.order, order]));
	const banks = bankDays(world.country, Number(world.firstDay.slice(0, 4)), Number(world.lastDay.slice(0, 4)));
	const stale = whyStaleIn(world);
	return world.orders.flatMap((order) => {
		const done = doneOf.get(order.id) ?? [];
		const found = new Found(order.id);
		const own = { settings: settingsOf(order.shop), banks, stale: stale(order.shop, order.country) };
		const known = checkDays(world, order, done, own, found);
		const end = outcomeOf.get(order.id);
		if (end?.state !== known.state)
			found.add(world.lastDay, "the right state", `${end?.state} instead of ${known.state}`);
		if (end?.assignedMinor !== known.paid) {
			found.add(world.lastDay, "every cent", `${end?.assignedMinor} assigned instead of ${known.paid}`);
		}
		return found.violations;
	});
}

class Found {
	readonly violations: Violation[] = [];
	readonly #order: string;

	constructor(order: string) {
		this.#order = order;
	}

	add(on: string, rule: Violation["rule"], details: string): void {
		this.violations.push({ order: this.#order, on, rule, details });
	}
}

interface Circumstances {
	readonly settings: PlainSettings;
	readonly banks: BankDays;
	readonly stale: WhyStale;
}

const CARED_FOR: readonly string[] = ["ours", "overdue"];

function checkDays(
	world: World,
	order: WorldOrder,
	done: readonly Done[],
	{ settings, banks, stale: staleOn }: Circumstances,
	found: Found,
): KnownOrder {
	const known = new KnownOrder(world, order);
	const rules = { ...rulesFor(order, settings), neverReminded: false };
	const doneOn = Map.groupBy(done, ({ on }) => on);
	const before: Done[] = [];
	const [lastOn = ""] = [...doneOn.keys()].toSorted().reverse();
	const isTest = world.shops.find(({ id }) => id === order.shop)?.testSystem === true;
	for (const day of daysFrom(order.placedOn, world.lastDay)) {
		known.wake(day);
		const today = doneOn.get(day) ?? [];
		if (today.length > 1) found.add(day, "at most one step a day", today.map(name).join(", "));
		const [step] = today;

		const isOver = known.paid >= known.amount || !CARED_FOR.includes(known.care);
		if (isOver && known.isQuiet && lastOn < day) break;
		const isHeld = isTest || world.held.some(({ from, to }) => from <= day && day <= to);
		if (isOver || isHeld) {
			const rule = isOver ? "no message to a paid or cancelled order" : "nothing while held back";
			if (step !== undefined) found.add(day, rule, `${name(step)}, ${known.state}`);
		} else {
			rules.neverReminded = isNeverReminded(order, known, settings);
			const stale = staleOn(day);
			const restrained = whyRestrained(known, settings, day);
			const all = expectedOn(day, order, known, rules, before, banks, true);
			const may = stale === null && restrained === null;
			const asked = may ? all : expectedOn(day, order, known, rules, before, banks, false);
			// F4: a partially paid order is shown, not cancelled.
			const due = asked?.kind === "cancel" && known.paid > 0 ? null : asked;
			judge(day, step, due, { stale, restrained, isSooner: all === null }, found);
		}
		for (const taken of today) known.remember(taken);
		if (today.length > 0) before.push(...today);
	}
	return known;
}

function judge(
	day: string,
	step: Done | undefined,
	due: { kind: string; level: number | null } | null,
	{ stale, restrained, isSooner }: { stale: string | null; restrained: string | null; isSooner: boolean },
	found: Found,
): void {
	if (step === undefined) {
		if (due !== null) found.add(day, "no step missed", name(due));
		return;
	}
	if (due !== null && due.kind === step.kind && due.level === step.level) return;
	const instead = due === null ? "nothing" : name(due);
	const details = `${name(step)} instead of ${instead}`;
	if (stale !== null && step.kind !== "paymentInformation")
		found.add(day, "no demand while data are stale", `${details}: ${stale}`);
	else if (restrained !== null && step.kind !== "paymentInformation")
		found.add(day, "nothing while held back", `${details}: ${restrained}`);
	else found.add(day, isSooner ? "no step before its earliest day" : "no step that nothing asked for", details);
}

/** F14. */
function isNeverReminded({ customer }: WorldOrder, known: KnownOrder, { common }: PlainSettings): boolean {
	const { minimumToRemind: minimum } = common;
	return (
		common.excludedCustomers.includes(customer.number) ||
		common.excludedGroups.includes(customer.group) ||
		common.excludedMailDomains.some((domain) => known.email.endsWith(`@${domain}`)) ||
		(minimum !== null && known.amount - known.paid < minimum.minor)
	);
}

function rulesFor(
	order: WorldOrder,
	{ common, prepayment, invoice, cashOnDelivery }: PlainSettings,
): Omit<Rules, "neverReminded"> {
	const asked = order.paymentCode === "prepayment" ? prepayment : invoice;
	const giveUp = {
		prepayment: prepayment.cancelAfterDays,
		invoice: invoice.overdueAfterDays,
		cashOnDelivery: cashOnDelivery.overdueAfterDays,
	};
	const handOver = {
		prepayment: null,
		invoice: invoice.collectionAfterDays,
		cashOnDelivery: cashOnDelivery.collectionAfterDays,
	};
	return {
		skipNonBankingDays: common.skipNonBankingDays,
		informationBy: asked.informationBy,
		startsWith: asked.startsWith,
		repeatAfter: asked.repeatAfterDays,
		noticeBefore: asked.beforeDueDays,
		term: order.paymentCode === "invoice" ? invoice.netDays : null,
		reminders: asked.reminders.map(({ afterDays }) => afterDays),
		askAfter: cashOnDelivery.askAfterDays,
		giveUpAfter: giveUp[order.paymentCode],
		handOverAfter: handOver[order.paymentCode],
	};
}

function name({ kind, level }: { kind: string; level: number | null }): string {
	return level === null ? kind : `${kind} ${level}`;
}
