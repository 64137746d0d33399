import { describe, expect, test } from "vitest";
import {
	cashDiscountOn,
	dueDay,
	effectiveSettings,
	payableUntil,
	paymentTerms,
	referenceDay,
} from "../../src/index.ts";

describe("what the schedule counts from (G2)", () => {
	const all = {
		placedOn: "2026-03-01",
		byHand: "2026-03-04",
		statedByShop: "2026-03-03",
		invoiceDate: "2026-03-02",
	};
	test.each([
		["set by hand", "prepayment", all, "2026-03-04", "byHand"],
		["from the shop", "prepayment", { ...all, byHand: null }, "2026-03-03", "shop"],
		["the invoice's date", "prepayment", { ...all, byHand: null, statedByShop: null }, "2026-03-02", "invoice"],
		[
			"the order's date",
			"prepayment",
			{ ...all, byHand: null, statedByShop: null, invoiceDate: null },
			"2026-03-01",
			"order",
		],
		["a due date of an invoice is none", "invoice", { ...all, byHand: null }, "2026-03-02", "invoice"],
	] as const)("%s", (_name, code, days, day, source) => {
		expect(referenceDay(code, days)).toEqual({ day, source });
	});
});

describe("payment terms (F12): deviating, the shop's, the cash discount", () => {
	const none = { byHand: null, fromShop: null, dueOnInvoice: null };
	const [two, three, net] = [
		{ days: 14, discountPercent: 2 },
		{ days: 8, discountPercent: 3 },
		{ days: 30, discountPercent: 0 },
	];
	const settings = effectiveSettings({ invoice: { netDays: 30, cashDiscount: two } });
	const deviating = effectiveSettings({ invoice: { deviatingTerms: [net], cashDiscount: two } });

	test("precedence", () => {
		expect(paymentTerms("invoice", none, settings)).toEqual([two, net]);
		expect(paymentTerms("invoice", { ...none, fromShop: [net, three] }, settings)).toEqual([three, net]);
		expect(paymentTerms("invoice", { ...none, fromShop: [three] }, deviating)).toEqual([net]);
		expect(paymentTerms("invoice", { ...none, byHand: [three], fromShop: [two] }, deviating)).toEqual([three]);
		expect(paymentTerms("invoice", { ...none, fromShop: [] }, settings)).toEqual([two, net]);
	});

	test("for invoices only", () => {
		expect(paymentTerms("prepayment", { ...none, fromShop: [net] }, settings)).toEqual([]);
	});

	test("due at the end of the last term, or as the invoice says", () => {
		expect(dueDay("2026-03-02", [two, net], null)).toBe("2026-04-01");
		expect(dueDay("2026-03-02", [two, net], "2026-03-20")).toBe("2026-03-20");
		expect(dueDay("2026-03-02", [], null)).toBeNull();
	});

	test("the discount is judged by the day of booking (M4): in time on the last day, not after it", () => {
		const terms = [three, two, net];
		const on = (day: string) => cashDiscountOn(day, "2026-03-02", terms, 9_999);
		expect(on("2026-03-10")).toEqual({ percent: 3, minor: 300, until: "2026-03-10" });
		expect(on("2026-03-11")).toEqual({ percent: 2, minor: 200, until: "2026-03-16" });
		expect(on("2026-03-16")?.percent).toBe(2);
		expect(on("2026-03-17")).toBeNull();
	});
});

describe("payable until (F5)", () => {
	const days = { placedOn: "2026-03-02", sentOn: "2026-03-20" };
	const at = (message: "paymentInformation" | "reminder", override: object) =>
		payableUntil(message, effectiveSettings({ prepayment: override }).prepayment, days);

	test("shown only where it is set", () => {
		expect(at("paymentInformation", {})).toBeNull();
		expect(at("reminder", { payableUntilDaysInReminders: 5 })).toBeNull();
		expect(at("paymentInformation", { payableUntilDays: 10 })).toBe("2026-03-12");
	});

	test("in reminders: the same, another number, or hidden by 0; from the order or the sending", () => {
		expect(at("reminder", { payableUntilDays: 10 })).toBe("2026-03-12");
		expect(at("reminder", { payableUntilDays: 10, payableUntilDaysInReminders: 20 })).toBe("2026-03-22");
		expect(at("reminder", { payableUntilDays: 10, payableUntilDaysInReminders: 0 })).toBeNull();
		expect(at("reminder", { payableUntilDays: 10, payableUntilFrom: "sending" })).toBe("2026-03-30");
	});
});
