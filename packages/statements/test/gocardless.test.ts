import { describe, expect, it } from "vitest";
import { detectFormat, identities, readStatements, type StatementResult } from "../src/index.ts";

async function read(answer: object | string): Promise<StatementResult[]> {
	const text = typeof answer === "string" ? answer : JSON.stringify(answer);
	const results: StatementResult[] = [];
	const bytes = new TextEncoder().encode(text);
	// Cut anywhere, also within a character.
	const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
	for await (const result of readStatements(pieces)) results.push(result);
	return results;
}

async function entriesOf(booked: readonly object[], pending: readonly object[] = []) {
	const results = await read({ transactions: { booked, pending }, last_updated: "2026-11-03T06:00:00Z" });
	return results.flatMap((result) => (result.ok ? result.statement.entries : []));
}

const PAID = {
	transactionId: "T-1",
	internalTransactionId: "8f2b",
	bookingDate: "2026-11-02",
	valueDate: "2026-11-03",
	transactionAmount: { amount: "49.90", currency: "EUR" },
	debtorName: "Jörg  Müller",
	debtorAccount: { iban: "DE02 1203 0000 0000 2020 51" },
	remittanceInformationUnstructured: "Bestellung 1001",
	bankTransactionCode: "PMNT-RCDT-ESCT",
	proprietaryBankTransactionCode: "NTRF+166+9070",
	endToEndId: "NOTPROVIDED",
};

describe("transactions of GoCardless", () => {
	it("are recognised by their content, whatever stands first", () => {
		const start = (text: string) => detectFormat(new TextEncoder().encode(text));
		expect(start('{"transactions":{"booked":[]}}')).toBe("gocardless");
		expect(start('\ufeff {"last_updated": "2026", "transactions" : {"booked":[]}}')).toBe("gocardless");
		expect(start('{"orders":[]}')).toBeUndefined();
		expect(start('[{"transactions":1}]')).toBeUndefined();
	});

	it("are read with all that is said of a payment", async () => {
		expect(await entriesOf([PAID])).toMatchObject([
			{
				amount: { minor: 4_990, currency: "EUR" },
				bookingDay: "2026-11-02",
				valueDay: "2026-11-03",
				status: "booked",
				counterparty: { name: "Jörg Müller", iban: "DE02120300000000202051" },
				remittance: "Bestellung 1001",
				searchText: "Bestellung1001",
				endToEndId: undefined,
				transactionCode: { gvc: "166", domain: "PMNT-RCDT-ESCT", proprietary: "NTRF+166+9070" },
				uniqueId: "8f2b",
				details: [],
			},
		]);
	});

	it("take the creditor for money that goes out, and whoever is named where one is", async () => {
		const out = {
			transactionAmount: { amount: "-12.5", currency: "EUR" },
			bookingDate: "2026-11-02",
			debtorName: "Laden GmbH",
			creditorName: "Stadtwerke",
			creditorAccount: { bban: "1234567" },
		};
		const onlyOne = { ...PAID, debtorName: undefined, debtorAccount: undefined, creditorName: "Erika Muster" };
		expect(await entriesOf([out, onlyOne])).toMatchObject([
			{ amount: { minor: -1_250 }, counterparty: { name: "Stadtwerke", account: "1234567" } },
			{ counterparty: { name: "Erika Muster" } },
		]);
	});

	it("have exact amounts, also where a bank does not quote them", async () => {
		const text =
			'{"transactions":{"booked":[{"bookingDate":"2026-11-02","transactionAmount":{"amount":90071992547409.91,"currency":"EUR"}},{"bookingDate":"2026-11-02","transactionAmount":{"amount":"-0.10","currency":"EUR"}},{"bookingDate":"2026-11-02","transactionAmount":{"amount":"1500","currency":"JPY"}},{"bookingDate":"2026-11-02","transactionAmount":{"amount":"1.230","currency":"KWD"}}]}}';
		const results = await read(text);
		const amounts = results.flatMap((result) =>
			result.ok ? result.statement.entries.map(({ amount }) => amount) : [],
		);
		expect(amounts).toEqual([
			{ minor: 9_007_199_254_740_991, currency: "EUR" },
			{ minor: -10, currency: "EUR" },
			{ minor: 1_500, currency: "JPY" },
			{ minor: 1_230, currency: "KWD" },
		]);
	});

	it("give a statement for each currency, and one for an account on which nothing happened", async () => {
		const dollars = { ...PAID, internalTransactionId: "2", transactionAmount: { amount: "1.00", currency: "USD" } };
		const results = await read({ transactions: { booked: [PAID, dollars, { ...PAID, internalTransactionId: "3" }] } });
		expect(results).toMatchObject([
			{ ok: true, statement: { format: "gocardless", currency: "EUR", account: { id: "" }, entries: [{}, {}] } },
			{ ok: true, statement: { currency: "USD", entries: [{}] } },
		]);
		expect(await read({ transactions: { booked: [], pending: null } })).toMatchObject([
			{ ok: true, statement: { entries: [] } },
		]);
	});

	it("are known by the aggregator's id, else by the bank's; announced ones by neither", async () => {
		const { internalTransactionId: _, ...withoutOwn } = PAID;
		const pending = { ...PAID, bookingDate: undefined, valueDate: undefined };
		const entries = await entriesOf([PAID, withoutOwn], [pending]);
		expect(entries.map(({ uniqueId, status, bookingDay }) => [uniqueId, status, bookingDay])).toEqual([
			["8f2b", "booked", "2026-11-02"],
			["T-1", "booked", "2026-11-02"],
			[undefined, "pending", "2026-11-03"],
		]);
		const keys = identities({ account: { id: "" }, format: "gocardless" }, entries);
		expect(new Set(keys.map(({ strongId }) => strongId)).size).toBe(3);
		expect(keys[2]?.strongId).toBeUndefined();
	});

	it("that are listed twice are one; an id that means two things is none", async () => {
		expect(await entriesOf([PAID, PAID])).toHaveLength(1);
		const other = { ...PAID, remittanceInformationUnstructured: "Bestellung 1002" };
		expect((await entriesOf([PAID, other])).map(({ uniqueId }) => uniqueId)).toEqual([undefined, undefined]);
		const twin = { ...PAID, internalTransactionId: "8f2c" };
		expect(await entriesOf([PAID, twin])).toHaveLength(2);
	});

	it("keep what was ordered in another currency", async () => {
		const exchange = {
			sourceCurrency: "USD",
			exchangeRate: "1.0852",
			instructedAmount: { amount: "50.00", currency: "USD" },
		};
		const out = { ...PAID, transactionAmount: { amount: "-46.08", currency: "EUR" } };
		const [list, single, same] = await entriesOf([
			{ ...out, internalTransactionId: "1", currencyExchange: [exchange] },
			{ ...out, internalTransactionId: "2", currencyExchange: exchange },
			{
				...out,
				internalTransactionId: "3",
				currencyExchange: [{ exchangeRate: "1", instructedAmount: { amount: "46.08", currency: "EUR" } }],
			},
		]);
		for (const entry of [list, single]) {
			expect(entry).toMatchObject({ originalAmount: { minor: -5_000, currency: "USD" }, exchangeRate: "1.0852" });
		}
		expect(same?.originalAmount).toBeUndefined();
	});

	it("have their text in lines, at once, structured, or with the tags of an MT940", async () => {
		const without = { ...PAID, remittanceInformationUnstructured: undefined };
		const entries = await entriesOf([
			{
				...without,
				internalTransactionId: "1",
				remittanceInformationUnstructured: "Best. 77",
				remittanceInformationUnstructuredArray: ["Best.", "77"],
			},
			{ ...without, internalTransactionId: "2", remittanceInformationStructured: "RF18 5390 0754 7034" },
			{
				...without,
				internalTransactionId: "3",
				remittanceInformationUnstructured: "EREF+E-1SVWZ+Rechnung 5",
				additionalInformation: "Gutschrift",
			},
			{ ...without, internalTransactionId: "4", additionalInformation: "Bestellung 9" },
		]);
		expect(entries).toMatchObject([
			{ remittance: "Best.\n77", searchText: "Best.77" },
			{ remittance: "RF18 5390 0754 7034", references: ["RF18539007547034"] },
			{
				remittance: "Rechnung 5",
				endToEndId: "E-1",
				additionalRemittance: "Gutschrift",
				searchText: "Rechnung5Gutschrift",
			},
			{ remittance: "Bestellung 9", searchText: "Bestellung9" },
		]);
	});

	it.each([
		[
			"an amount that is none",
			{ ...PAID, transactionAmount: { amount: "12,50", currency: "EUR" } },
			"booked[2]/transactionAmount",
		],
		[
			"an amount finer than its currency",
			{ ...PAID, transactionAmount: { amount: "12.505", currency: "EUR" } },
			"booked[2]/transactionAmount",
		],
		["no amount", { ...PAID, transactionAmount: undefined }, "booked[2]/transactionAmount"],
		["no currency", { ...PAID, transactionAmount: { amount: "1" } }, "booked[2]/transactionAmount/currency"],
		["no day", { ...PAID, bookingDate: "soon", valueDate: null }, "booked[2]/bookingDate"],
	])("with %s are a fault that names the place, and nothing is read of them (C5)", async (_, faulty, element) => {
		const results = await read({ transactions: { booked: [PAID, faulty] } });
		expect(results).toMatchObject([{ ok: false, error: { position: { element } } }]);
	});

	it("that are cut off, or no answer, are a fault", async () => {
		for (const text of ['{"transactions":{"booked":[{"a":1}', '{"transactions":{"pending":[]}}']) {
			expect(await read(text)).toMatchObject([{ ok: false }]);
		}
	});
});
