import { describe, expect, test } from "vitest";
import {
	choicesOf,
	contradictions,
	EXPECTED,
	effectiveSettings,
	fieldText,
	readSettings,
	SETTING_NAMES,
	settingChanges,
} from "../../src/index.ts";

function faultsOf(input: unknown): string[] {
	const read = readSettings(input);
	return read.ok ? [] : read.faults.map(({ field, expected }) => `${field}: ${expected.en}`);
}

describe("what holds for a shop (A11)", () => {
	test("nothing set: the defaults, with nothing that could hurt", () => {
		const settings = effectiveSettings({});
		expect(settings.prepayment.cancelAfterDays).toBeNull();
		expect(settings.invoice.overdueAfterDays).toBeNull();
		expect(settings.invoice.collectionAfterDays).toBeNull();
		expect(settings.common.chargesSettle).toBe("notNeeded");
		const levels = [...settings.prepayment.reminders, ...settings.invoice.reminders];
		expect(levels.map(({ fee }) => fee.minor)).toEqual(levels.map(() => 0));
	});

	test("field by field: the shop's, else the merchant's, else the default", () => {
		const merchant = { prepayment: { cancelAfterDays: 10, repeatAfterDays: 3 }, repayments: { fourEyes: true } };
		const settings = effectiveSettings(merchant, {
			prepayment: { cancelAfterDays: null, startsWith: "invoiceNumber" },
		});
		expect(settings.prepayment).toMatchObject({
			cancelAfterDays: null,
			repeatAfterDays: 3,
			startsWith: "invoiceNumber",
			informationBy: "kontor",
		});
		expect(settings.repayments).toEqual({ fourEyes: true, waitDays: 0 });
	});
});

describe("input that cannot be taken names the field and what was expected", () => {
	test.each([
		[{ invoice: { overdueAfterDays: 0 } }, "invoice.overdueAfterDays: a whole number of days, 1 to 730"],
		[{ invoice: { overdueAfterDays: "30" } }, "invoice.overdueAfterDays: a whole number of days, 1 to 730"],
		[
			{ prepayment: { reminders: [{ afterDays: 2.5 }] } },
			"prepayment.reminders.0.afterDays: a whole number of days, 1 to 730",
		],
		[{ prepayment: { reminders: "two" } }, "prepayment.reminders: at most 10 levels"],
		[{ prepayment: { informationBy: "post" } }, "prepayment.informationBy: one of the offered choices"],
		[{ common: { minimumToRemind: { minor: -1, currency: "EUR" } } }, `common.minimumToRemind: ${EXPECTED.money.en}`],
		[{ common: { minimumToRemind: 5 } }, `common.minimumToRemind: ${EXPECTED.money.en}`],
		[
			{ common: { minimumToRemind: { minor: 1.5, currency: "EUR" } } },
			`common.minimumToRemind.minor: ${EXPECTED.money.en}`,
		],
		[{ common: { excludedMailDomains: ["@x"] } }, "common.excludedMailDomains.0: a mail domain like example.com"],
		[{ prepayment: { overdueAfterDays: 3 } }, "prepayment.overdueAfterDays: only settings that exist"],
		[{ prepaid: {} }, "prepaid: only settings that exist"],
		[{ prepayment: 3 }, "prepayment: a group of settings"],
		[
			{ invoice: { statedBaseRates: [{ from: "July", percent: 1 }] } },
			"invoice.statedBaseRates.0.from: a day like 2026-07-01",
		],
	])("%j", (input, fault) => {
		expect(faultsOf(input)).toEqual([fault]);
	});

	test("fields that do not go together are found in what holds in the end", () => {
		const named = (override: object, shop = {}) =>
			contradictions(effectiveSettings(override, shop)).map(({ field }) => field);
		expect(named({ prepayment: { payableUntilDaysInReminders: 5 } })).toEqual([
			"prepayment.payableUntilDaysInReminders",
		]);
		expect(named({ prepayment: { payableUntilDaysInReminders: 5 } }, { prepayment: { payableUntilDays: 5 } })).toEqual(
			[],
		);
		expect(named({ invoice: { cashDiscount: { days: 30, discountPercent: 2 } } })).toEqual(["invoice.cashDiscount"]);
	});
});

test("a change is data: field, from, to; what is left out is inherited", () => {
	const before = { prepayment: { cancelAfterDays: 10, repeatAfterDays: 3 } };
	const after = { prepayment: { cancelAfterDays: null }, repayments: { fourEyes: true } };
	expect(settingChanges(before, after)).toEqual([
		{ field: "prepayment.cancelAfterDays", from: 10, to: null },
		{ field: "prepayment.repeatAfterDays", from: 3 },
		{ field: "repayments.fourEyes", to: true },
	]);
	expect(settingChanges(before, structuredClone(before))).toEqual([]);
});

test("every field has its texts in both languages", () => {
	for (const name of SETTING_NAMES) {
		const { title, help } = fieldText(name);
		for (const { de, en } of help === undefined ? [title] : [title, help]) expect(de, name).not.toBe(en);
	}
	expect(choicesOf("prepayment.informationBy").map(({ title }) => title.en)).toEqual(["Kontor", "the shop"]);
	for (const name of SETTING_NAMES) {
		for (const { value, title } of choicesOf(name)) if (value !== "kontor") expect(title.de, value).not.toBe(title.en);
	}
	expect(SETTING_NAMES.filter((name) => choicesOf(name).length > 0)).toHaveLength(8);
	for (const { de, en } of Object.values(EXPECTED)) expect(de).not.toBe(en);
});
