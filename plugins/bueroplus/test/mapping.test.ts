import { describe, expect, test } from "vitest";
import type { Vorgang } from "../src/erp.ts";
import { toOrder } from "../src/mapping.ts";
import { settingsOf } from "../src/settings.ts";
import { createdAtOf } from "../src/vorgang-row.ts";
import { momentOf } from "../src/wall-clock.ts";

const settings = settingsOf({ config: { url: "https://erp.example/graphql" } });

const VORGANG: Vorgang = {
	number: "RE2500017",
	version: 4711,
	kind: "Rechnung I",
	createdAt: "2026-11-02T08:30:00.000Z",
	date: "2026-11-02",
	dueDate: "2026-11-16",
	currency: "EUR",
	amount: "1.234,50",
	paid: "34,5",
	done: false,
	reversed: false,
	paymentMethod: "Rechnung",
	memo: "",
	platform: "Woo",
	platformOrder: "4711",
	customer: {
		number: "10001",
		name: "",
		company: "Muster GmbH",
		street: "Weg 1",
		postcode: "24103",
		city: "Kiel",
		country: "DE",
		email: "",
	},
};

describe("an invoice of büro⁺", () => {
	test("has its amounts whether they come localised or plain, and what is paid as its status", () => {
		expect(toOrder(VORGANG, settings)).toMatchObject({
			ref: "RE2500017",
			amount: { minor: 123_450, currency: "EUR" },
			receivedInShop: { minor: 3450, currency: "EUR" },
			statuses: { vorgang: "open", payment: "partiallyPaid" },
			invoice: { number: "RE2500017", date: "2026-11-02", dueDate: "2026-11-16" },
			additionalNumbers: ["4711"],
			customer: { number: "10001", name: "Muster GmbH", company: "Muster GmbH" },
		});
		expect(toOrder({ ...VORGANG, amount: "1234.5" }, settings).amount.minor).toBe(123_450);
		expect(toOrder({ ...VORGANG, paid: "1234,50" }, settings).statuses.payment).toBe("paid");
	});

	test("is refused with its number, not with its values, where an amount is none", () => {
		expect(() => toOrder({ ...VORGANG, amount: "geheim" }, settings)).toThrow(/^Vorgang RE2500017: /);
		expect(() => toOrder({ ...VORGANG, amount: "geheim" }, settings)).not.toThrow(/geheim/);
	});
});

test.each([
	["2026-11-02T09:30:00", "2026-11-02T08:30:00.000Z"],
	["2026-07-02 09:30", "2026-07-02T07:30:00.000Z"],
	["02.11.2026 09:30", "2026-11-02T08:30:00.000Z"],
	["2026-11-02", "2026-11-01T23:00:00.000Z"],
	["2026-03-29T03:30:00", "2026-03-29T01:30:00.000Z"],
])("the ERP's wall clock: %s is %s", (shown, moment) => {
	expect(momentOf(shown, "Europe/Berlin")).toBe(moment);
});

test("a time that is none names the Vorgang, and not the value", () => {
	expect(() => createdAtOf("RE2500017", "geheim", "Europe/Berlin")).toThrow(
		expect.objectContaining({
			fault: "unexpected-reply",
			message: "Vorgang RE2500017: unexpected time of its creation",
		}),
	);
});
