import {
	type Command,
	type CommandOf,
	ConnectorError,
	type DeclineCode,
	formatDecimal,
	formatMoney,
	type Outcome,
} from "@kontor/connector";
import type { Change, Vorgang } from "./erp.ts";
import { type Erp, PAYMENT } from "./manifest.ts";
import { amountOf, observedOf, paidOf, statusesOf } from "./mapping.ts";
import { erpOf } from "./source.ts";
import { isTraced, reportedByUs, withTrace } from "./traces.ts";

type Decided =
	| { readonly change: Change }
	| { readonly code: DeclineCode; readonly detail: string }
	| "already-applied";

/** Somebody works on the Vorgang: he is done before long. */
const TRIES = 3;

/**
 * Kontor's money is written as the total paid of the Vorgang: what came in by other ways stays, what Kontor reported before
 * is replaced. So the same command twice comes to the same.
 */
export function markPaid(ctx: Erp, command: CommandOf<"mark-paid">): Promise<Outcome> {
	const { amount, bankReference, paidOn } = command;
	return carryOut(ctx, command, (vorgang) => {
		if (statusesOf(vorgang)[PAYMENT] === "paid") return "already-applied";
		const text = `Zahlung ${formatMoney(amount, "de")} vom ${paidOn} ${bankReference}`;
		return payment(vorgang, command, { currency: amount.currency, ours: amount.minor, text });
	});
}

export function markPartiallyPaid(ctx: Erp, command: CommandOf<"mark-partially-paid">): Promise<Outcome> {
	const { received } = command;
	return carryOut(ctx, command, (vorgang) =>
		payment(vorgang, command, {
			currency: received.currency,
			ours: received.minor,
			text: `Teilzahlung: ${formatMoney(received, "de")} erhalten`,
		}),
	);
}

export function revokePayment(ctx: Erp, command: CommandOf<"revoke-payment">): Promise<Outcome> {
	const { outstanding, reason } = command;
	return carryOut(ctx, command, (vorgang) => {
		const elsewhere = paidOf(vorgang).minor - reportedByUs(vorgang);
		const ours = Math.max(0, amountOf(vorgang).minor - outstanding.minor - elsewhere);
		return payment(vorgang, command, { currency: outstanding.currency, ours, text: reason });
	});
}

/** A note does not contradict any status, so `expect` is not asked. */
export function annotate(ctx: Erp, command: CommandOf<"annotate">): Promise<Outcome> {
	return carryOut(ctx, command, (vorgang) => ({ change: { memo: withTrace(vorgang, command.id, command.text) } }));
}

/** @param payment what Kontor has reported in total afterwards, in minor units */
function payment(
	vorgang: Vorgang,
	command: Command,
	{ currency, ours, text }: { currency: string; ours: number; text: string },
): Decided {
	const now = statusesOf(vorgang);
	const changed = Object.entries(command.expect).some(([machine, status]) => now[machine] !== status);
	if (changed) {
		return {
			code: "changed-meanwhile",
			detail: `expected ${JSON.stringify(command.expect)}, found ${JSON.stringify(now)}`,
		};
	}
	if (vorgang.reversed) return { code: "wrong-state", detail: "the Vorgang is reversed" };
	if (currency !== vorgang.currency) return { code: "amount-mismatch", detail: `${currency} for ${vorgang.currency}` };
	const paid = paidOf(vorgang).minor - reportedByUs(vorgang) + ours;
	const change = { paid: formatDecimal({ minor: paid, currency }), memo: withTrace(vorgang, command.id, text, ours) };
	return { change };
}

/** Reads, decides, writes what is unchanged since, and reads back. */
async function carryOut(ctx: Erp, command: Command, decide: (vorgang: Vorgang) => Decided): Promise<Outcome> {
	const erp = erpOf(ctx);
	for (let tries = 1; ; tries++) {
		const before = await erp.vorgang(command.orderRef);
		if (before === null) return { status: "declined", code: "order-gone", detail: "no such Vorgang", observed: null };
		const observed = observedOf(before);
		const decided = isTraced(before, command.id) ? "already-applied" : decide(before);
		if (decided === "already-applied") return { status: decided, observed };
		if ("code" in decided) return { status: "declined", ...decided, observed };
		if (await erp.change(before, decided.change)) break;
		if (tries === TRIES)
			throw new ConnectorError("unavailable", "the Vorgang keeps changing", { code: "BUEROPLUS_BUSY" });
	}
	// From here on nothing may claim that nothing happened.
	const after = await erp.vorgang(command.orderRef).catch((cause: unknown) => {
		throw unseen(command, cause);
	});
	if (after === null || !isTraced(after, command.id)) throw unseen(command);
	return { status: "applied", observed: observedOf(after) };
}

function unseen({ kind }: Command, cause?: unknown): ConnectorError {
	return new ConnectorError("unknown-outcome", `${kind} was written and is not to be seen`, {
		code: "BUEROPLUS_NOT_READ_BACK",
		cause,
	});
}
