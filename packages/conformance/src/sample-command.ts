import { randomUUID } from "node:crypto";
import type { Command, CommandKind, Order, OrderRef, PaymentCode, StatusEntry, Written } from "@kontor/connector";
import { Command as CommandSchema } from "@kontor/connector";
import { assert } from "vitest";
import { type Bench, paymentCodes, scopeOf } from "./bench.ts";
import type { Rig } from "./rig.ts";

/** The mapped status a kind writes (PRODUCT A5); set-status takes the first of two that is mapped. */
const WRITES: Partial<Record<CommandKind, readonly Written[]>> = {
	"mark-paid": ["paid"],
	"mark-partially-paid": ["partiallyPaid"],
	"revoke-payment": ["paymentRevoked"],
	cancel: ["cancelled"],
	"set-status": ["overdue", "debtCollection"],
};

/** Kinds that make sense only once the order is paid. */
const AFTER_PAYMENT: readonly CommandKind[] = ["revoke-payment", "push-shipment", "record-repayment"];

/** Why no sensible command of this kind can be made for the rig; null where it can. */
export function whyNoCommand(rig: Rig, kind: CommandKind): string | null {
	if (!rig.connector.manifest.capabilities.commands.includes(kind)) return `does not declare ${kind}`;
	if (kind === "set-status" && target(rig, kind).status === null) {
		return "the default mapping names no status for overdue or debtCollection";
	}
	return null;
}

/** A fresh order, brought to where the kind makes sense, and the command. */
export async function prepare(bench: Bench, kind: CommandKind): Promise<Command> {
	const ref = await bench.place({ paymentCode: target(bench.rig, kind).code });
	if (AFTER_PAYMENT.includes(kind) && whyNoCommand(bench.rig, "mark-paid") === null) {
		const paid = await bench.connector.execute(bench.context(), await commandFor(bench, "mark-paid", ref));
		assert(paid.status === "applied", `${kind} is tried on a paid order, but mark-paid answered ${paid.status}`);
	}
	return commandFor(bench, kind, ref);
}

/** The command of this kind for an order as it is now. */
export async function commandFor(bench: Bench, kind: CommandKind, ref: OrderRef): Promise<Command> {
	const order = await bench.read(ref);
	const id = randomUUID();
	return CommandSchema.parse({
		id,
		orderRef: ref,
		issuedAt: new Date().toISOString(),
		expect: order.statuses,
		status: target(bench.rig, kind).status,
		kind,
		purpose: target(bench.rig, kind).written,
		...particulars(kind, order, id),
	});
}

/** Of the payment codes, the first whose statuses name one to write; else the first. */
function target(rig: Rig, kind: CommandKind): { code: PaymentCode; written?: Written; status: StatusEntry | null } {
	const scope = scopeOf(rig);
	const codes = paymentCodes(scope);
	for (const written of WRITES[kind] ?? []) {
		for (const code of codes) {
			const status = scope.mapping.statuses[code]?.written[written];
			if (status !== undefined) return { code, written, status };
		}
	}
	const [first] = codes;
	assert(first !== undefined, "the default mapping has statuses for at least one payment code");
	return { code: first, status: null };
}

/** The fields of all kinds together: the schema keeps those of the kind. */
function particulars(kind: CommandKind, { amount }: Order, id: string): Record<string, unknown> {
	const part = { ...amount, minor: Math.floor(amount.minor / 2) };
	const today = new Date().toISOString().slice(0, 10);
	return {
		amount,
		paidOn: today,
		repaidOn: today,
		bankReference: `BANK-${id.slice(0, 8)}`,
		received: part,
		outstanding: kind === "revoke-payment" ? amount : { ...amount, minor: amount.minor - part.minor },
		reason: "Konformitätsprüfung",
		text: "Zahlungseingang über Kontor",
		carrier: "DHL",
		trackingNumber: "00340434161094015902",
		shippedAt: new Date(Date.now() - 3_600_000).toISOString(),
	};
}
