import { type Command, type CommandOf, formatMoney, type Outcome } from "@kontor/connector";
import { cancelledMeanwhile, carryOut, changedMeanwhile, type Declined, type Verdict } from "./carry-out.ts";
import type { Api } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { amountOf, receivedInShop, repaidOf, statusesOf } from "./mapping.ts";
import type { SwOrder } from "./shapes.ts";
import {
	hasLine,
	NOTES_FIELD,
	PAYMENT_FIELD,
	paymentMark,
	REPAYMENTS_FIELD,
	readMark,
	repaymentLine,
	withLine,
} from "./traces.ts";
import { isDeclined, isMachine, type Machine, type Step, stepTo, take } from "./transitions.ts";

/**
 * Every command first finds out whether the shop offers the steps it needs, then writes its mark, then takes the steps. A
 * mark of its own without the wanted status says that it was cut off in between.
 */

/** Statuses to reach, by machine. */
type Targets = Partial<Record<Machine, string>>;

export function markPaid(ctx: Shop, command: CommandOf<"mark-paid">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const targets = targetsOf(command, { transaction: "paid" });
		const ours = readMark(order.customFields[PAYMENT_FIELD])?.id === command.id;
		if (ours && areReached(order, targets)) return "already-applied";
		const declined =
			changedMeanwhile(order, command, targets) ??
			cancelledMeanwhile(order, command) ??
			(ours ? null : tooLittle(order, command));
		if (declined !== null) return declined;
		const mark = paymentMark("paid", command.id, command.amount, command.bankReference);
		return reach(api, order, targets, ours ? {} : { [PAYMENT_FIELD]: mark });
	});
}

/** The shop keeps no amounts received: they stand in the mark, and for the merchant in a note. */
export function markPartiallyPaid(ctx: Shop, command: CommandOf<"mark-partially-paid">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const targets = targetsOf(command, {});
		const ours = readMark(order.customFields[PAYMENT_FIELD])?.id === command.id;
		if (ours && areReached(order, targets)) return "already-applied";
		const declined =
			changedMeanwhile(order, command, { transaction: null, ...targets }) ??
			cancelledMeanwhile(order, command) ??
			hasEnded(order, ["refunded", "cancelled"]);
		if (declined !== null) return declined;
		const mark = paymentMark("part", command.id, command.received);
		const note = withLine(order.customFields[NOTES_FIELD], partReceived(command), command.id);
		return reach(api, order, targets, ours ? {} : { [PAYMENT_FIELD]: mark, [NOTES_FIELD]: note });
	});
}

export function revokePayment(ctx: Shop, command: CommandOf<"revoke-payment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const targets = targetsOf(command, {});
		const ours = readMark(order.customFields[PAYMENT_FIELD])?.id === command.id;
		if (ours && areReached(order, targets)) return "already-applied";
		const declined =
			changedMeanwhile(order, command, { transaction: null, ...targets }) ?? hasEnded(order, ["refunded", "cancelled"]);
		if (declined !== null) return declined;
		const mark = paymentMark("revoked", command.id, { ...command.outstanding, minor: 0 });
		const note = withLine(order.customFields[NOTES_FIELD], command.reason, command.id);
		return reach(api, order, targets, ours ? {} : { [PAYMENT_FIELD]: mark, [NOTES_FIELD]: note });
	});
}

/** Money that went back from the merchant's bank account; a surplus is no part of the order, and is declined. */
export function recordRepayment(ctx: Shop, command: CommandOf<"record-repayment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const { amount } = command;
		const ours = hasLine(order.customFields[REPAYMENTS_FIELD], command.id);
		const { transaction = "" } = statusesOf(order);
		if (!ours) {
			const declined = changedMeanwhile(order, command, { transaction: null });
			if (declined !== null) return declined;
			const received = receivedInShop(order);
			if (received.minor <= 0) return { code: "wrong-state", detail: "the shop has received nothing to pay back" };
			if (amount.currency !== received.currency || amount.minor > received.minor) {
				return { code: "amount-mismatch", detail: `${amount.minor} of ${received.minor} ${received.currency}` };
			}
		}
		const rest = ours ? receivedInShop(order).minor : receivedInShop(order).minor - amount.minor;
		const targets = targetsOf(command, { transaction: rest > 0 ? "refunded_partially" : "refunded" });
		const over = !["paid", "paid_partially", "refunded_partially"].includes(transaction);
		if (ours && (areReached(order, targets) || over)) return "already-applied";
		const line = repaymentLine(command.repaidOn, amount, command.bankReference);
		const lines = withLine(order.customFields[REPAYMENTS_FIELD], line, command.id);
		return reach(api, order, targets, ours ? {} : { [REPAYMENTS_FIELD]: lines });
	});
}

/** The mapped status, and what the command means by itself on machines the mapping does not name. */
function targetsOf({ status }: Command, natural: Targets): Targets {
	if (status === null || !isMachine(status.machine)) return natural;
	return { ...natural, [status.machine]: status.status };
}

function areReached(order: SwOrder, targets: Targets): boolean {
	const now = statusesOf(order);
	return Object.entries(targets).every(([machine, status]) => now[machine] === status);
}

/** Nothing is written where one of the steps is not offered. */
export async function reach(
	api: Api,
	order: SwOrder,
	targets: Targets,
	fields: Readonly<Record<string, string>>,
): Promise<Verdict> {
	const steps: Step[] = [];
	for (const [machine, status] of Object.entries(targets)) {
		const step = isMachine(machine) ? await stepTo(api, order, machine, status) : null;
		if (isDeclined(step)) return step;
		steps.push(step);
	}
	if (Object.keys(fields).length > 0) await api.patch(`order/${order.id}`, { customFields: fields });
	for (const step of steps) await take(api, step);
	return "applied";
}

function hasEnded(order: SwOrder, ends: readonly string[]): Declined | null {
	const { transaction = "" } = statusesOf(order);
	return ends.includes(transaction) ? { code: "wrong-state", detail: `the transaction is ${transaction}` } : null;
}

/** The amount was raised in the shop since the hub last saw it. */
function tooLittle(order: SwOrder, { amount }: CommandOf<"mark-paid">): Declined | null {
	const owed = amountOf(order);
	const repaid = repaidOf(order).minor;
	if (amount.currency === owed.currency && amount.minor >= owed.minor - repaid) return null;
	const detail = `paid ${amount.minor} ${amount.currency}, the shop asks for ${owed.minor} ${owed.currency}`;
	return { code: "amount-mismatch", detail };
}

/** In both languages: the API does not say which one the shop's admin is in. */
function partReceived({ received, outstanding }: CommandOf<"mark-partially-paid">): string {
	const german = `Teilzahlung: ${formatMoney(received, "de")} eingegangen, ${formatMoney(outstanding, "de")} offen.`;
	const english = `Part payment: ${formatMoney(received, "en")} received, ${formatMoney(outstanding, "en")} outstanding.`;
	return `${german} / ${english}`;
}
