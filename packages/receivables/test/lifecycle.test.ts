import { describe, expect, test } from "vitest";
import {
	CAUSES,
	type Circumstances,
	firstLifecycle,
	isSettled,
	LIFECYCLE_EVENTS,
	LIFECYCLES,
	type Lifecycle,
	type LifecycleEvent,
	REFUSALS,
	SETTLEMENT_STATUSES,
	transition,
} from "../src/index.ts";

const PAYMENT_CODES = ["prepayment", "invoice", "cashOnDelivery", "monitored"] as const;

const ALL: readonly Circumstances[] = PAYMENT_CODES.flatMap((paymentCode) =>
	SETTLEMENT_STATUSES.flatMap((settlement) =>
		[false, true].flatMap((paymentRevives) => [
			{ paymentCode, settlement, paymentRevives },
			...LIFECYCLES.map((formerly) => ({ paymentCode, settlement, paymentRevives, formerly })),
		]),
	),
);

function grid(given: Circumstances): string {
	const cell = (event: LifecycleEvent, from: Lifecycle) => {
		const result = transition(from, event, given);
		if (!result.ok) return `(${result.refusal})`;
		return result.lifecycle === from ? "." : result.lifecycle;
	};
	const lines = [["", ...LIFECYCLES], ...LIFECYCLE_EVENTS.map((e) => [e, ...LIFECYCLES.map((from) => cell(e, from))])];
	return `\n${lines
		.map((line) =>
			line
				.map((text) => text.padEnd(23))
				.join("")
				.trimEnd(),
		)
		.join("\n")}\n`;
}

describe("every event on every lifecycle ('.': stays)", () => {
	test("an unpaid prepayment order", () => {
		expect(grid({ paymentCode: "prepayment", settlement: "unpaid" })).toMatchInlineSnapshot(`
			"
			                       managed                notManaged             monitoring             cancelled              overdue                debtCollection         removedExternally
			taken-under-management .                      managed                .                      (not-in-this-state)    .                      .                      (not-in-this-state)
			payment-code-changed   .                      .                      managed                .                      .                      .                      .
			amount-changed         .                      .                      .                      .                      .                      .                      .
			received-in-shop       .                      .                      .                      .                      .                      .                      .
			payment-assigned       .                      managed                .                      (needs-decision)       .                      .                      .
			assignment-undone      .                      .                      .                      .                      .                      .                      .
			payment-returned       .                      .                      .                      .                      .                      .                      .
			settled-besides        .                      .                      .                      .                      .                      .                      .
			marked-paid-by-hand    .                      managed                .                      managed                .                      .                      .
			repayment-recorded     .                      .                      .                      .                      .                      .                      .
			closed-in-shop         removedExternally      removedExternally      removedExternally      .                      removedExternally      removedExternally      .
			deleted-in-shop        removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      .
			reopened-in-shop       .                      .                      .                      managed                .                      .                      managed
			cancelled-by-schedule  cancelled              (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			cancelled-by-hand      cancelled              cancelled              (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			overdue-by-schedule    (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			overdue-by-hand        (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			collection-by-schedule (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (wrong-payment-code)   .                      (not-in-this-state)
			collection-by-hand     (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (wrong-payment-code)   .                      (not-in-this-state)
			collection-ended       (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      overdue                (not-in-this-state)
			revived-by-hand        .                      (not-in-this-state)    .                      managed                managed                (not-in-this-state)    (not-in-this-state)
			"
		`);
	});
	test("an unpaid invoice order", () => {
		expect(grid({ paymentCode: "invoice", settlement: "unpaid" })).toMatchInlineSnapshot(`
			"
			                       managed                notManaged             monitoring             cancelled              overdue                debtCollection         removedExternally
			taken-under-management .                      managed                .                      (not-in-this-state)    .                      .                      (not-in-this-state)
			payment-code-changed   .                      .                      managed                .                      .                      .                      .
			amount-changed         .                      .                      .                      .                      .                      .                      .
			received-in-shop       .                      .                      .                      .                      .                      .                      .
			payment-assigned       .                      managed                .                      (needs-decision)       .                      .                      .
			assignment-undone      .                      .                      .                      .                      .                      .                      .
			payment-returned       .                      .                      .                      .                      .                      .                      .
			settled-besides        .                      .                      .                      .                      .                      .                      .
			marked-paid-by-hand    .                      managed                .                      managed                .                      .                      .
			repayment-recorded     .                      .                      .                      .                      .                      .                      .
			closed-in-shop         removedExternally      removedExternally      removedExternally      .                      removedExternally      removedExternally      .
			deleted-in-shop        removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      .
			reopened-in-shop       .                      .                      .                      managed                .                      .                      managed
			cancelled-by-schedule  (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			cancelled-by-hand      (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			overdue-by-schedule    overdue                (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			overdue-by-hand        overdue                overdue                (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			collection-by-schedule debtCollection         (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    debtCollection         .                      (not-in-this-state)
			collection-by-hand     debtCollection         debtCollection         (not-in-this-state)    (not-in-this-state)    debtCollection         .                      (not-in-this-state)
			collection-ended       (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      overdue                (not-in-this-state)
			revived-by-hand        .                      (not-in-this-state)    .                      managed                managed                (not-in-this-state)    (not-in-this-state)
			"
		`);
	});
	test("a paid invoice order", () => {
		expect(grid({ paymentCode: "invoice", settlement: "paid" })).toMatchInlineSnapshot(`
			"
			                       managed                notManaged             monitoring             cancelled              overdue                debtCollection         removedExternally
			taken-under-management .                      managed                .                      (not-in-this-state)    .                      .                      (not-in-this-state)
			payment-code-changed   .                      .                      managed                .                      .                      .                      .
			amount-changed         .                      .                      .                      .                      .                      .                      .
			received-in-shop       .                      .                      .                      .                      .                      .                      .
			payment-assigned       .                      managed                .                      (needs-decision)       .                      .                      .
			assignment-undone      .                      .                      .                      .                      .                      .                      .
			payment-returned       .                      .                      .                      .                      .                      .                      .
			settled-besides        .                      .                      .                      .                      .                      .                      .
			marked-paid-by-hand    .                      managed                .                      managed                .                      .                      .
			repayment-recorded     .                      .                      .                      .                      .                      .                      .
			closed-in-shop         .                      .                      .                      .                      .                      .                      .
			deleted-in-shop        removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      .
			reopened-in-shop       .                      .                      .                      managed                .                      .                      managed
			cancelled-by-schedule  (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			cancelled-by-hand      (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			overdue-by-schedule    (already-settled)      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			overdue-by-hand        (already-settled)      (already-settled)      (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			collection-by-schedule (already-settled)      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (already-settled)      .                      (not-in-this-state)
			collection-by-hand     (already-settled)      (already-settled)      (not-in-this-state)    (not-in-this-state)    (already-settled)      .                      (not-in-this-state)
			collection-ended       (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      overdue                (not-in-this-state)
			revived-by-hand        .                      (not-in-this-state)    .                      managed                managed                (not-in-this-state)    (not-in-this-state)
			"
		`);
	});
	test("an unpaid watched order", () => {
		expect(grid({ paymentCode: "monitored", settlement: "unpaid" })).toMatchInlineSnapshot(`
			"
			                       managed                notManaged             monitoring             cancelled              overdue                debtCollection         removedExternally
			taken-under-management .                      monitoring             .                      (not-in-this-state)    .                      .                      (not-in-this-state)
			payment-code-changed   monitoring             .                      .                      .                      .                      .                      .
			amount-changed         .                      .                      .                      .                      .                      .                      .
			received-in-shop       .                      .                      .                      .                      .                      .                      .
			payment-assigned       .                      monitoring             .                      (needs-decision)       .                      .                      .
			assignment-undone      .                      .                      .                      .                      .                      .                      .
			payment-returned       .                      .                      .                      .                      .                      .                      .
			settled-besides        .                      .                      .                      .                      .                      .                      .
			marked-paid-by-hand    .                      monitoring             .                      monitoring             .                      .                      .
			repayment-recorded     .                      .                      .                      .                      .                      .                      .
			closed-in-shop         removedExternally      removedExternally      removedExternally      .                      removedExternally      removedExternally      .
			deleted-in-shop        removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      removedExternally      .
			reopened-in-shop       .                      .                      .                      monitoring             .                      .                      monitoring
			cancelled-by-schedule  (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			cancelled-by-hand      (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)    (not-in-this-state)
			overdue-by-schedule    (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			overdue-by-hand        (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    .                      (not-in-this-state)    (not-in-this-state)
			collection-by-schedule (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (wrong-payment-code)   .                      (not-in-this-state)
			collection-by-hand     (wrong-payment-code)   (wrong-payment-code)   (not-in-this-state)    (not-in-this-state)    (wrong-payment-code)   .                      (not-in-this-state)
			collection-ended       (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    (not-in-this-state)    .                      overdue                (not-in-this-state)
			revived-by-hand        .                      (not-in-this-state)    .                      monitoring             monitoring             (not-in-this-state)    (not-in-this-state)
			"
		`);
	});
});

/** Every lifecycle x event x settlement x payment code x setting x former lifecycle. */
function everywhere(
	check: (from: Lifecycle, event: LifecycleEvent, given: Circumstances, to: Lifecycle | null) => void,
) {
	for (const from of LIFECYCLES) {
		for (const event of LIFECYCLE_EVENTS) {
			for (const given of ALL) {
				const result = transition(from, event, given);
				check(from, event, given, result.ok ? result.lifecycle : null);
			}
		}
	}
}

/** Moves that satisfy `which`, as "event: from -> to", each once. */
function moves(
	which: (from: Lifecycle, to: Lifecycle, given: Circumstances, event: LifecycleEvent) => boolean,
): string[] {
	const found = new Set<string>();
	everywhere((from, event, given, to) => {
		if (to !== null && to !== from && which(from, to, given, event)) found.add(`${event}: ${from} -> ${to}`);
	});
	return [...found].sort();
}

describe("whatever the circumstances", () => {
	test("the same event again changes nothing more (I4)", () => {
		everywhere((from, event, given, to) => {
			if (to === null || to === from) return;
			const again = transition(to, event, given);
			expect(again.ok ? again.lifecycle : to, `${event} twice from ${from}`).toBe(to);
		});
	});

	test("no machine's event acts on an order it was told to leave alone (A7, L3, B7)", () => {
		const alone: Lifecycle[] = ["notManaged", "monitoring", "removedExternally"];
		expect(moves((from, _to, _given, event) => alone.includes(from) && event.endsWith("-by-schedule"))).toEqual([]);
	});

	test("a paid order is neither cancelled nor overdue nor handed over nor lost", () => {
		const bad: Lifecycle[] = ["cancelled", "overdue", "debtCollection", "removedExternally"];
		expect(moves((_from, to, { settlement }) => isSettled(settlement) && bad.includes(to))).toEqual([
			"collection-ended: debtCollection -> overdue",
			...LIFECYCLES.filter((l) => l !== "removedExternally")
				.map((l) => `deleted-in-shop: ${l} -> removedExternally`)
				.sort(),
		]);
	});

	test("a partially paid order is never cancelled by itself (F4)", () => {
		// Undoing a wrong payment goes back to a cancellation that there was.
		const byPerson: readonly LifecycleEvent[] = ["cancelled-by-hand", "assignment-undone"];
		expect(
			moves(
				(_f, to, { settlement }, event) =>
					settlement === "partiallyPaid" && to === "cancelled" && !byPerson.includes(event),
			),
		).toEqual([]);
	});

	test("only prepayment is cancelled; only invoice and cash on delivery become overdue or go to collection (H)", () => {
		// Undoing a wrong payment goes back to what was, whatever the method is called by now.
		const forward = (event: LifecycleEvent) => event !== "assignment-undone" && event !== "collection-ended";
		expect(
			moves((_f, to, given, event) => forward(event) && to === "cancelled" && given.paymentCode !== "prepayment"),
		).toEqual([]);
		expect(
			moves(
				(_f, to, { paymentCode }, event) =>
					forward(event) &&
					(to === "overdue" || to === "debtCollection") &&
					(paymentCode === "prepayment" || paymentCode === "monitored"),
			),
		).toEqual([]);
	});

	test("a payment brings a cancelled order back only by setting or a person (D6)", () => {
		everywhere((from, event, given, to) => {
			const asks = from === "cancelled" || (from === "overdue" && given.paymentCode === "cashOnDelivery");
			if (event !== "payment-assigned" || !asks) return;
			expect(to).toBe(given.paymentRevives ? (given.paymentCode === "monitored" ? "monitoring" : "managed") : null);
		});
	});

	test("a payment for anything else is always accepted", () => {
		everywhere((from, event, given, to) => {
			if (event === "payment-assigned" && from !== "cancelled" && from !== "overdue") expect(to).not.toBeNull();
			if (event === "payment-assigned" && given.paymentCode === "invoice" && from === "overdue")
				expect(to).toBe("overdue");
		});
	});

	test("a removed order comes back only by being open in the shop again (B7)", () => {
		expect(moves((from) => from === "removedExternally")).toEqual([
			"reopened-in-shop: removedExternally -> managed",
			"reopened-in-shop: removedExternally -> monitoring",
			"reopened-in-shop: removedExternally -> notManaged",
		]);
	});

	test("what the bank or the shop reports is never refused", () => {
		const reported: LifecycleEvent[] = [
			"amount-changed",
			"received-in-shop",
			"payment-returned",
			"assignment-undone",
			"settled-besides",
			"repayment-recorded",
			"closed-in-shop",
			"deleted-in-shop",
			"reopened-in-shop",
			"payment-code-changed",
		];
		everywhere((from, event, _given, to) => {
			if (reported.includes(event)) expect(to, `${event} on ${from}`).not.toBeNull();
		});
	});

	test("only a watched order is watched", () => {
		everywhere((from, _event, given, to) => {
			if (to === "monitoring" && from !== "monitoring") expect(given.paymentCode).toBe("monitored");
			if (to === "managed" && from !== "managed") expect(given.paymentCode).not.toBe("monitored");
		});
	});
});

test("a wrong assignment leaves no trace once it is undone (D5)", () => {
	const undo = (from: Lifecycle, formerly: Lifecycle, settlement: Circumstances["settlement"]) =>
		transition(from, "assignment-undone", { paymentCode: "prepayment", settlement, formerly });
	expect(undo("managed", "notManaged", "unpaid")).toEqual({ ok: true, lifecycle: "notManaged" });
	expect(undo("managed", "cancelled", "unpaid")).toEqual({ ok: true, lifecycle: "cancelled" });
	// A part that was paid before changes nothing about that; an order that is paid otherwise stays.
	expect(undo("managed", "cancelled", "partiallyPaid")).toEqual({ ok: true, lifecycle: "cancelled" });
	expect(undo("managed", "cancelled", "paid")).toEqual({ ok: true, lifecycle: "managed" });
	expect(undo("debtCollection", "notManaged", "unpaid")).toEqual({ ok: true, lifecycle: "debtCollection" });
});

test("how an order begins", () => {
	expect(PAYMENT_CODES.map((code) => [firstLifecycle(code, false), firstLifecycle(code, true)])).toEqual([
		["managed", "notManaged"],
		["managed", "notManaged"],
		["managed", "notManaged"],
		["monitoring", "notManaged"],
	]);
});

test("every cause and refusal has words in both languages", () => {
	for (const text of [...Object.values(CAUSES), ...Object.values(REFUSALS)]) {
		expect(text.de).not.toBe("");
		expect(text.en).not.toBe("");
		expect(text.de).not.toBe(text.en);
	}
});
