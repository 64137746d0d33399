import type { Mapping, PaymentCode, StatusMapping } from "@kontor/connector";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	choosable,
	type Edits,
	edited,
	isEdited,
	NO_EDITS,
	usedCodes,
	withGone,
	withMeaning,
	withOpen,
	withoutOpen,
	withStatuses,
	withWritten,
} from "../src/mapping/edits.ts";

const OPEN: StatusMapping = { open: { order: ["pending"] }, written: {} };
const STORED: Mapping = {
	paymentMethods: { bank: "prepayment", invoice: "invoice" },
	statuses: { prepayment: OPEN, invoice: OPEN, monitored: OPEN },
};

describe("what the merchant changes", () => {
	it("lies over what is stored, also over what comes in meanwhile", () => {
		const edits = withMeaning(NO_EDITS, "bank", "invoice");
		const meanwhile = { ...STORED, paymentMethods: { ...STORED.paymentMethods, cod: "cashOnDelivery" as const } };
		expect(edited(meanwhile, edits).paymentMethods).toEqual({
			bank: "invoice",
			invoice: "invoice",
			cod: "cashOnDelivery",
		});
	});

	it("is a change only where it differs, in whatever order it was made", () => {
		expect(isEdited(STORED, NO_EDITS)).toBe(false);
		const back = withMeaning(withMeaning(NO_EDITS, "bank", null), "bank", "prepayment");
		expect(isEdited(STORED, back)).toBe(false);
		const two = withOpen(withOpen(OPEN, "order", "on-hold", true), "order", "pending", false);
		const again = withOpen(two, "order", "pending", true);
		expect(isEdited({ ...STORED, statuses: { prepayment: again } }, withStatuses(NO_EDITS, "prepayment", again))).toBe(
			false,
		);
		expect(isEdited(STORED, withStatuses(NO_EDITS, "prepayment", two))).toBe(true);
	});

	it("keeps the statuses of a meaning that no method has now", () => {
		expect(edited(STORED, withMeaning(NO_EDITS, "invoice", null)).statuses).toEqual(STORED.statuses);
	});

	it("cannot be saved where a meaning in use has no open status", () => {
		expect(withoutOpen(edited(STORED, withMeaning(NO_EDITS, "cod", "cashOnDelivery")))).toEqual(["cashOnDelivery"]);
		const emptied = withStatuses(NO_EDITS, "prepayment", withOpen(OPEN, "order", "pending", false));
		expect(withoutOpen(edited(STORED, emptied))).toEqual(["prepayment"]);
		expect(withoutOpen(STORED)).toEqual([]);
	});

	it("cannot be saved where it names what the shop no longer has, which stays in view until it is cleared", () => {
		const machines = { order: [{ id: "pending", title: "Pending" }] };
		expect(withGone(STORED, machines)).toEqual([]);
		const old: StatusMapping = { open: { order: ["pending", "waiting"], delivery: ["open"] }, written: {} };
		const stored = { ...STORED, statuses: { ...STORED.statuses, monitored: old } };
		expect(withGone(stored, machines)).toEqual(["monitored"]);
		expect(usedCodes(stored, ["monitored"]).map(({ code }) => code)).toEqual(["prepayment", "invoice", "monitored"]);
		expect(choosable(old, machines)).toEqual([
			[
				"order",
				[
					{ id: "pending", title: "Pending", gone: false },
					{ id: "waiting", title: "waiting", gone: true },
				],
			],
			["delivery", [{ id: "open", title: "open", gone: true }]],
		]);
		const cleared = withOpen(withOpen(old, "order", "waiting", false), "delivery", "open", false);
		expect(withGone(edited(stored, withStatuses(NO_EDITS, "monitored", cleared)), machines)).toEqual([]);
		const paid = withWritten(OPEN, "paid", { machine: "order", status: "gone" });
		expect(withGone({ ...STORED, statuses: { prepayment: paid } }, machines)).toEqual(["prepayment"]);
	});

	it("leaves out a group without a choice, and a status that is not written", () => {
		expect(withOpen(OPEN, "order", "pending", false)).toEqual({ open: {}, written: {} });
		const paid = withWritten(OPEN, "paid", { machine: "order", status: "processing" });
		expect(paid.written).toEqual({ paid: { machine: "order", status: "processing" } });
		expect(withWritten(paid, "paid", null)).toEqual(OPEN);
	});
});

describe("any edits", () => {
	const code = fc.constantFrom<PaymentCode>("prepayment", "invoice", "cashOnDelivery", "monitored");
	const method = fc.constantFrom("bank", "invoice", "cod", "paypal");
	const statuses: fc.Arbitrary<StatusMapping> = fc.record({
		open: fc.dictionary(
			fc.constantFrom("order", "payment"),
			fc.uniqueArray(fc.constantFrom("a", "b"), { minLength: 1 }),
		),
		written: fc.constant({}),
	});
	const mapping: fc.Arbitrary<Mapping> = fc.record({
		paymentMethods: fc.dictionary(method, code),
		statuses: fc.dictionary(code, statuses),
	});
	const edits: fc.Arbitrary<Edits> = fc.record({
		methods: fc.dictionary(method, fc.option(code)),
		statuses: fc.dictionary(code, statuses),
	});

	it("saved and looked at again are no changes any more", () => {
		fc.assert(
			fc.property(mapping, edits, (stored, made) => {
				const saved = edited(stored, made);
				expect(edited(saved, NO_EDITS)).toEqual(saved);
				expect(isEdited(saved, made)).toBe(false);
			}),
		);
	});

	it("show each meaning once, with what it would be saved with", () => {
		fc.assert(
			fc.property(mapping, edits, (stored, made) => {
				const saved = edited(stored, made);
				const shown = usedCodes(saved).map((one) => one.code);
				expect(new Set(shown)).toEqual(new Set(Object.values(saved.paymentMethods)));
				expect(shown).toHaveLength(new Set(shown).size);
			}),
		);
	});
});
