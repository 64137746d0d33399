import { expect, test } from "vitest";
import { accountKey, contentKey, dayFingerprint, type Entry, identities, matchables, strongId } from "../src/index.ts";

const source = {
	account: { id: "DE75370400440532013001", iban: "DE75370400440532013001" },
	format: "camt.053",
} as const;

function entry(over: Partial<Entry> = {}): Entry {
	return {
		amount: { minor: 11900, currency: "EUR" },
		bookingDay: "2026-11-03",
		valueDay: "2026-11-03",
		valueDayRaw: "2026-11-03",
		status: "booked",
		reversal: false,
		counterparty: { name: "Jörg Größe", iban: "DE89370400440532013000" },
		remittance: "Rechnung 4711",
		searchText: "Rechnung4711",
		references: [],
		transactionCode: { gvc: "166" },
		charges: [],
		details: [],
		raw: "",
		position: { line: 1 },
		...over,
	};
}

test("a bank's unique id identifies alone, its reference together with day and amount", () => {
	expect(strongId(source, entry())).toBeUndefined();
	const unique = strongId(source, entry({ uniqueId: "2026-11-03-09-1" }));
	expect(strongId(source, entry({ uniqueId: "2026-11-03-09-1", remittance: "anders" }))).toBe(unique);
	const referenced = strongId(source, entry({ bankReference: "A1" }));
	expect(referenced).toEqual(expect.any(String));
	expect(strongId(source, entry({ bankReference: "A1", amount: { minor: 1, currency: "EUR" } }))).not.toBe(referenced);
	expect(strongId(source, entry({ bankReference: "A1", bookingDay: "2026-11-04" }))).not.toBe(referenced);
	expect(strongId({ ...source, account: { id: "1" } }, entry({ bankReference: "A1" }))).not.toBe(referenced);
});

test("the id of a CSV counts with day and amount: PayPal gives a withdrawal and its reversal one code", () => {
	const paypal = { account: { id: "" }, format: "csv" } as const;
	const withdrawal = entry({ uniqueId: "8XY", amount: { minor: -5000, currency: "EUR" } });
	const reversal = entry({ uniqueId: "8XY", amount: { minor: 5000, currency: "EUR" } });
	expect(strongId(paypal, withdrawal)).not.toBe(strongId(paypal, reversal));
	expect(strongId(paypal, entry({ ...reversal, remittance: "anders" }))).toBe(strongId(paypal, reversal));
	const ids = identities(paypal, [withdrawal, reversal, reversal]).map(({ strongId: id }) => id !== undefined);
	expect(ids).toEqual([true, false, false]);
});

test("the reference of an MT940 identifies nothing", () => {
	expect(strongId({ ...source, format: "mt940" }, entry({ bankReference: "POS 0" }))).toBeUndefined();
});

test("a reference that a statement repeats identifies nothing in it", () => {
	const twins = [
		entry({ bankReference: "A1" }),
		entry({ bankReference: "A1", remittance: "x" }),
		entry({ bankReference: "A2" }),
	];
	expect(identities(source, twins).map((identity) => identity.strongId !== undefined)).toEqual([false, false, true]);
});

test("the content key forgives what banks change from export to export, and nothing else", () => {
	const key = contentKey(source, entry());
	expect(key).toMatch(/^[0-9a-f]{64}$/);
	expect(contentKey(source, entry({ remittance: "Rech nung\n4711", searchText: "RECHNUNG4711" }))).toBe(key);
	expect(contentKey(source, entry({ bankReference: "other", bookingText: "other" }))).toBe(key);
	const others: Partial<Entry>[] = [
		{ amount: { minor: -11900, currency: "EUR" } },
		{ amount: { minor: 11900, currency: "CHF" } },
		{ bookingDay: "2026-11-04" },
		{ valueDayRaw: "2026-11-04" },
		{ searchText: "Rechnung4712" },
		{ endToEndId: "E1" },
		{ mandateId: "E1" },
		{ transactionCode: { gvc: "168" } },
		{ counterparty: { iban: "DE02120300000000202051" } },
	];
	const keys = others.map((over) => contentKey(source, entry(over)));
	expect(new Set([key, ...keys]).size).toBe(others.length + 1);
});

test("without an account number the folded name counts", () => {
	const named = (name: string) => contentKey(source, entry({ counterparty: { name } }));
	expect(named("Jörg Größe")).toBe(named("JOERG  GROESSE"));
	expect(named("Jörg Größe")).toBe(named("JORG GROSSE"));
	expect(named("Jörg Größe")).not.toBe(named("Jörg Klein"));
});

test("day and amount are all that formats share", () => {
	expect(dayFingerprint(entry({ searchText: "x", valueDayRaw: "261103" }))).toBe(dayFingerprint(entry()));
	expect(dayFingerprint(entry({ amount: { minor: 11901, currency: "EUR" } }))).not.toBe(dayFingerprint(entry()));
});

test("an account has one key, by IBAN or by bank code and number", () => {
	expect(accountKey({ id: "37040044/0532013000" })).toBe("DE89370400440532013000");
	expect(accountKey({ id: "37040044/532013000" })).toBe("DE89370400440532013000");
	expect(accountKey({ id: "x", iban: "DE89370400440532013000" })).toBe("DE89370400440532013000");
	expect(accountKey({ id: "1291.99.348" })).toBe("1291.99.348");
});

test("a batch is matched by its payments only where they add up in its currency", () => {
	const one = entry();
	const half = { ...one, amount: { minor: 5950, currency: "EUR" } };
	const { amount: _, ...without } = one;
	const details = (...list: Entry["details"]) => matchables(entry({ details: list })).length;
	expect(details(half, half)).toBe(2);
	expect(details(half)).toBe(1);
	expect(details(half, half, half)).toBe(1);
	expect(details(half, without)).toBe(1);
	expect(details(half, { ...half, amount: { minor: 5950, currency: "USD" } })).toBe(1);
	expect(matchables(entry())[0]?.subKey).toBe("");
});
