import { describe, expect, test } from "vitest";
import {
	ACTION_NAMES,
	type ActionSituation,
	eventOf,
	isSettled,
	LIFECYCLES,
	NOT_OFFERED,
	type OrderState,
	orderActions,
	type Settlement,
	settlementStatus,
	transition,
	unpaid,
	whyNotOffered,
} from "../../src/index.ts";

const owed = unpaid(10_000, "EUR");
/** One settlement for each status. */
const SETTLEMENTS: Readonly<Record<string, Settlement>> = {
	unpaid: owed,
	partiallyPaid: { ...owed, assigned: 4_000 },
	paid: { ...owed, assigned: 10_000 },
	overpaid: { ...owed, assigned: 12_000 },
	partiallyRepaid: { ...owed, assigned: 10_000, repaid: 4_000 },
	repaid: { ...owed, assigned: 10_000, repaid: 10_000 },
};
const ABLE: ActionSituation = {
	paymentCode: "prepayment",
	lifecycle: "managed",
	settlement: owed,
	isConnected: true,
	hasInvoicePdf: true,
	hasEmail: true,
	hasPostalAddress: true,
	hasForeignRate: false,
	remindersStopped: false,
	wasHandedOver: false,
	personalDataRemoved: false,
};
const CODES = ["prepayment", "invoice", "cashOnDelivery", "monitored"] as const;

function offered(given: Partial<ActionSituation>): string[] {
	return orderActions({ ...ABLE, ...given }).flatMap(({ action, offered }) => (offered ? [action] : []));
}
const always = ["re-read", "send-invoice-letter", "remove-personal-data"];
const asked = ["send-payment-information", "send-payment-slip", "send-reminder", "send-reminder-letter"];
const dunned = ["run-dunning", "stop-reminders", "set-reference-date"];
const edited = ["edit-email", "edit-amount", "add-payer-data"];

describe("what is offered by payment code and state (G12)", () => {
	test.each<[string, Partial<ActionSituation>, readonly string[]]>([
		["open prepayment", {}, [...always, ...asked, ...dunned, ...edited, "mark-paid", "cancel"]],
		[
			"open invoice",
			{ paymentCode: "invoice" },
			[...always, ...asked, ...dunned, ...edited, "mark-paid", "mark-overdue", "hand-over", "set-terms"],
		],
		[
			"open cash on delivery",
			{ paymentCode: "cashOnDelivery" },
			[...always, ...dunned, ...edited, "mark-paid", "mark-overdue", "hand-over"],
		],
		["watched", { paymentCode: "monitored", lifecycle: "monitoring" }, [...always, "mark-paid", "add-payer-data"]],
		[
			"left alone",
			{ lifecycle: "notManaged" },
			[...always, "take-under-management", "mark-paid", "cancel", "add-payer-data"],
		],
		["paid", { settlement: SETTLEMENTS.paid ?? owed }, [...always, "arrange-repayment"]],
		["cancelled", { lifecycle: "cancelled" }, [...always, "mark-paid", "revive", "add-payer-data"]],
		[
			"overdue invoice",
			{ paymentCode: "invoice", lifecycle: "overdue" },
			[...always, ...asked, ...dunned, "mark-paid", "revive", "hand-over", "set-terms", "add-payer-data"],
		],
		[
			"with debt collection",
			{ paymentCode: "invoice", lifecycle: "debtCollection", wasHandedOver: true },
			[...always, "mark-paid", "show-collection", "end-collection", "add-payer-data"],
		],
		["removed in the shop", { lifecycle: "removedExternally" }, [...always, "add-payer-data"]],
	])("%s", (_name, given, expected) => {
		expect(offered(given).toSorted()).toEqual([...expected].toSorted());
	});

	test.each<[string, Parameters<typeof whyNotOffered>[0], Partial<ActionSituation>, string]>([
		["no PDF", "send-invoice-letter", { hasInvoicePdf: false }, "no-invoice-pdf"],
		["no e-mail address", "send-reminder", { hasEmail: false }, "no-email"],
		["no postal address", "send-reminder-letter", { hasPostalAddress: false }, "no-postal-address"],
		["a foreign amount with rate (G1)", "edit-amount", { hasForeignRate: true }, "foreign-rate"],
		["not connected", "re-read", { isConnected: false }, "not-connected"],
		["nothing received", "arrange-repayment", {}, "nothing-received"],
		["all repaid", "arrange-repayment", { settlement: SETTLEMENTS.repaid ?? owed }, "nothing-received"],
		["stopped already", "stop-reminders", { remindersStopped: true }, "stopped-already"],
		["not stopped", "resume-reminders", {}, "not-stopped"],
		["never handed over", "show-collection", {}, "not-handed-over"],
		["personal data removed (G13)", "send-reminder", { personalDataRemoved: true }, "data-removed"],
		["another payment method", "cancel", { paymentCode: "invoice" }, "wrong-payment-code"],
		["already paid", "send-reminder", { settlement: SETTLEMENTS.paid ?? owed }, "already-settled"],
	])("not where: %s", (_name, action, given, code) => {
		expect(whyNotOffered(action, { ...ABLE, ...given })).toBe(code);
	});
});

/** Every payment code, lifecycle and settlement. */
function everywhere(check: (situation: ActionSituation) => void): void {
	for (const paymentCode of CODES) {
		for (const lifecycle of LIFECYCLES) {
			for (const settlement of Object.values(SETTLEMENTS)) check({ ...ABLE, paymentCode, lifecycle, settlement });
		}
	}
}

test("what is offered agrees with the state machine, and what it allows is offered (H)", () => {
	everywhere((situation) => {
		const status = settlementStatus(situation.settlement);
		for (const action of ACTION_NAMES) {
			const event = eventOf(action);
			if (event === null) continue;
			const moved = transition(situation.lifecycle, event, { settlement: status, paymentCode: situation.paymentCode });
			const where = `${action} on ${situation.lifecycle}, ${status}, ${situation.paymentCode}`;
			if (whyNotOffered(action, situation) === null) expect(moved.ok, where).toBe(true);
			else if (moved.ok && !isSettled(status)) expect(moved.lifecycle, where).toBe(situation.lifecycle);
		}
	});
});

test("nothing is sent to who has paid, is cancelled or removed, by a person either", () => {
	const closed: OrderState[] = ["paid", "overpaid", "cancelled", "removedExternally", "repaid", "partiallyRepaid"];
	everywhere((situation) => {
		const isClosed =
			isSettled(settlementStatus(situation.settlement)) || closed.some((state) => state === situation.lifecycle);
		if (!isClosed) return;
		expect(offered(situation)).not.toEqual(expect.arrayContaining(["send-payment-information"]));
		expect(offered(situation)).not.toEqual(expect.arrayContaining(["send-reminder"]));
	});
});

test("all words exist in both languages", () => {
	for (const { title } of orderActions(ABLE)) expect(title.de).not.toBe(title.en);
	for (const { de, en } of Object.values(NOT_OFFERED)) expect(de).not.toBe(en);
});
