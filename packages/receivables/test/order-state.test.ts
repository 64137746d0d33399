import { expect, test } from "vitest";
import {
	LIFECYCLES,
	ORDER_STATES,
	orderState,
	SETTLEMENT_STATUSES,
	type Settlement,
	standing,
	stateOf,
	unpaid,
} from "../src/index.ts";

test("the state of every lifecycle with every settlement", () => {
	const rows = LIFECYCLES.map((lifecycle) =>
		[lifecycle, ...SETTLEMENT_STATUSES.map((status) => stateOf(lifecycle, status))]
			.map((t) => t.padEnd(18))
			.join("")
			.trim(),
	);
	const head = ["", ...SETTLEMENT_STATUSES]
		.map((t) => t.padEnd(18))
		.join("")
		.trimEnd();
	expect(`\n${[head, ...rows].join("\n")}\n`).toMatchInlineSnapshot(`
		"
		                  unpaid            partiallyPaid     paid              overpaid          partiallyRepaid   repaid
		managed           open              partiallyPaid     paid              overpaid          partiallyRepaid   repaid
		notManaged        notManaged        notManaged        paid              overpaid          partiallyRepaid   repaid
		monitoring        monitoring        partiallyPaid     paid              overpaid          partiallyRepaid   repaid
		cancelled         cancelled         cancelled         cancelled         cancelled         partiallyRepaid   repaid
		overdue           overdue           overdue           paid              overpaid          partiallyRepaid   repaid
		debtCollection    debtCollection    debtCollection    paid              overpaid          partiallyRepaid   repaid
		removedExternally removedExternally removedExternally removedExternally removedExternally removedExternally removedExternally
		"
	`);
});

test("every state of H can be reached", () => {
	const reached = new Set(LIFECYCLES.flatMap((l) => SETTLEMENT_STATUSES.map((s) => stateOf(l, s))));
	expect([...reached].sort()).toEqual([...ORDER_STATES].sort());
});

test("orderState reads the settlement's amounts", () => {
	const half: Settlement = { ...unpaid(10_000, "EUR"), assigned: 5_000 };
	expect(orderState("managed", half)).toBe("partiallyPaid");
	expect(orderState("overdue", half)).toBe("overdue");
	expect(orderState("overdue", { ...half, assigned: 10_000 })).toBe("paid");
});

test("what a posting may do with an order", () => {
	const owed = unpaid(10_000, "EUR");
	const paid = { ...owed, assigned: 10_000 };
	expect(LIFECYCLES.map((lifecycle) => `${lifecycle} ${standing(lifecycle, owed, "invoice")}`)).toEqual([
		"managed open",
		"notManaged open",
		"monitoring open",
		"cancelled cancelled",
		"overdue open",
		"debtCollection open",
		"removedExternally open",
	]);
	expect(standing("overdue", owed, "cashOnDelivery")).toBe("cancelled");
	expect(LIFECYCLES.map((lifecycle) => standing(lifecycle, paid, "prepayment"))).toEqual(
		LIFECYCLES.map(() => "closed"),
	);
});
