import type { PayoutAnswer, PayoutLine, PayoutQuestion } from "@kontor/connector";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carriesReference, payoutTraceIn } from "../src/payouts/posting.ts";
import { Payout, Transaction } from "../src/payouts/shapes.ts";
import { splitPayout } from "../src/payouts/split.ts";
import { createSigningKey } from "../src/signing-key.ts";
import { appAt } from "./app-at.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { LABEL, payoutOfFifty, REFUND, SUBSCRIPTION, saleOf, transaction } from "./payout-of-fifty.ts";
import { connectorAt, shopContext } from "./rig.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const FIFTY = payoutOfFifty();
const AMOUNT = Math.round(Number(FIFTY.amount.value) * 100);

const asked = (text: string, counterparty = "eBay S.a r.l.", minor = AMOUNT) => ({
	posting: { counterparty, text },
	amount: eur(minor),
	bookedOn: "2026-11-20",
});

describe("a posting", () => {
	it.each([
		["eBay S.a r.l.", "P.5284736251 Auszahlung", ["5284736251"]],
		["EBAY COMMERCE UK LTD", "PAYOUT 5284736251", ["5284736251"]],
		["eBay S.à r.l.", "5284 7362 51 AUSZAHLUNG", ["5284736251"]],
		["Zahlungseingang", "EBAYPAYOUT 5284736251 vom 20.11.2026", ["5284736251"]],
		["eBay S.a r.l.", "Auszahlung ohne Nummer", []],
		["eBay S.a r.l.", "DE89370400440532013000 20261120", []],
	])("of %s: %s may be a payout", (counterparty, text, payoutIds) => {
		expect(payoutTraceIn(asked(text, counterparty))).toEqual({ payoutIds });
	});

	it.each([
		["Erika Mustermann", "Bestellung 12-34567-89012", AMOUNT],
		["Kleinanzeigen GmbH", "eBay Kleinanzeigen Auszahlung 5284736251", AMOUNT],
		["Ebayrisches Brauhaus", "Rechnung 5284736251", AMOUNT],
		["eBay S.a r.l.", "Lastschrift Gebühren 5284736251", -AMOUNT],
	])("of %s: %s is none", (counterparty, text, minor) => {
		expect(payoutTraceIn(asked(text, counterparty, minor))).toBeNull();
	});

	it("carries a bank's reference however the statement breaks it", () => {
		expect(carriesReference(asked("ebay-po 7k3f\n-99821 SVWZ"), "EBAY-PO 7K3F-99821")).toBe(true);
		expect(carriesReference(asked("7K3F 99822"), "EBAY-PO 7K3F-99821")).toBe(false);
		expect(carriesReference(asked("AB1"), "AB1"), "too short to mean anything").toBe(false);
	});
});

const splitOf = (payout: object, transactions: readonly object[]) =>
	splitPayout(
		Payout.parse(payout),
		transactions.map((one) => Transaction.parse(one)),
	);

describe("a payout of fifty orders with fees, a refund, a label and a subscription", () => {
	const { amount, lines, charges, difference } = splitOf(FIFTY, FIFTY.transactions);

	it("is split to the cent", () => {
		expect(difference).toEqual(eur(0));
		expect([...lines, ...charges].reduce((sum, { net }) => sum + net.minor, 0)).toBe(amount.minor);
		expect(amount).toEqual(eur(AMOUNT));
		for (const { gross, fees, net } of lines) expect(gross.minor + fees.minor).toBe(net.minor);
	});

	it("says of every order what its buyer paid and what eBay kept", () => {
		const sales = lines.filter(({ kind }) => kind === "sale");
		expect(sales).toHaveLength(50);
		for (const [at, line] of sales.entries()) {
			const { orderId, gross, fee } = saleOf(at + 1);
			expect(line).toMatchObject({ orderRef: orderId, gross: eur(gross), fees: eur(-fee), net: eur(gross - fee) });
		}
	});

	it("keeps the refund apart from the sale of the same order, with the fee that eBay gave back", () => {
		expect(lines.filter(({ orderRef }) => orderRef === REFUND.orderId).map(({ kind }) => kind)).toEqual([
			"sale",
			"refund",
		]);
		expect(lines.find(({ kind }) => kind === "refund")).toMatchObject({
			gross: eur(-REFUND.gross),
			fees: eur(REFUND.fee),
			net: eur(REFUND.fee - REFUND.gross),
		});
	});

	it("gives the label to its order as a cost, and the subscription to none", () => {
		const label = lines.find(({ kind }) => kind === "other");
		expect(label).toMatchObject({ orderRef: saleOf(9).orderId, gross: eur(0), fees: eur(-LABEL), net: eur(-LABEL) });
		expect(charges).toEqual([
			{
				kind: "NON_SALE_CHARGE",
				net: eur(-SUBSCRIPTION),
				transactionId: "5000000779",
				memo: "OTHER_FEES: Shop, November",
			},
		]);
	});
});

describe("a split", () => {
	const payout = (value: string, more: object = {}) => ({
		payoutId: "1",
		payoutDate: "2026-11-18T09:00:00.000Z",
		payoutStatus: "SUCCEEDED",
		amount: { value, currency: "EUR" },
		...more,
	});
	const sale = (orderId: string, net: number, fee: number, more: object = {}) =>
		transaction({ type: "SALE", id: orderId, orderId, net, fee, more });

	it("says what is missing where eBay's books do not make up the payout", () => {
		expect(splitOf(payout("100.00"), [sale("a", 9_000, 1000)]).difference).toEqual(eur(1000));
		expect(splitOf(payout("90.01"), [sale("a", 9_000, 1000)]).difference).toEqual(eur(1));
		expect(splitOf(payout("90.00", { transactionCount: 2 }), [sale("a", 9_000, 1000)]).difference.minor).not.toBe(0);
		const dollars = { ...sale("b", 500, 0), amount: { value: "5.00", currency: "USD" } };
		expect(splitOf(payout("90.00"), [sale("a", 9_000, 1000), dollars]).difference.minor).not.toBe(0);
	});

	it("counts a transaction that comes twice once, also with the page it moved to", () => {
		const one = sale("a", 9_000, 1000);
		expect(splitOf(payout("90.00"), [one, one]).difference).toEqual(eur(0));
	});

	it("has the tax that eBay kept beside the line, and not in it", () => {
		const taxed = sale("a", 9_000, 1000, { eBayCollectedTaxAmount: { value: "19.00", currency: "EUR" } });
		expect(splitOf(payout("90.00"), [taxed]).lines).toMatchObject([{ gross: eur(10_000), taxKept: eur(1900) }]);
	});

	it("names the fee of an instant payout", () => {
		const instant = payout("89.00", { totalFee: { value: "1.00", currency: "EUR" } });
		const { charges, difference } = splitOf(instant, [sale("a", 9_000, 1000)]);
		expect(charges).toEqual([{ kind: "PAYOUT_FEE", net: eur(-100), transactionId: null }]);
		expect(difference).toEqual(eur(0));
	});

	it("books a lost dispute as money that went back, and a won one as money that came", () => {
		const dispute = (entry: "DEBIT" | "CREDIT") =>
			transaction({ type: "DISPUTE", entry, id: `d${entry}`, orderId: "a", net: 500 });
		const { lines } = splitOf(payout("90.00"), [sale("a", 9_000, 1000), dispute("DEBIT"), dispute("CREDIT")]);
		expect(lines.map(({ kind, net }) => [kind, net.minor])).toEqual([
			["sale", 9500],
			["refund", -500],
		]);
	});

	it("is exact for any books, and never rounds or shares out", () => {
		const one = fc.record({
			type: fc.constantFrom("SALE", "REFUND", "DISPUTE", "SHIPPING_LABEL", "NON_SALE_CHARGE", "CREDIT", "TRANSFER"),
			entry: fc.constantFrom("CREDIT" as const, "DEBIT" as const),
			orderId: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
			net: fc.nat(1_000_000),
			fee: fc.option(fc.nat(10_000), { nil: undefined }),
		});
		fc.assert(
			fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), (all) => {
				const transactions = all.map(({ orderId, fee, ...rest }, at) =>
					transaction({
						...rest,
						id: String(at),
						...(orderId === undefined ? {} : { orderId }),
						...(fee === undefined ? {} : { fee }),
					}),
				);
				const sum = all.reduce((total, { entry, net }) => total + (entry === "CREDIT" ? net : -net), 0);
				const { lines, charges, difference } = splitOf(payout((sum / 100).toFixed(2)), transactions);
				expect(difference).toEqual(eur(0));
				const parts: readonly { net: { minor: number } }[] = [...lines, ...charges];
				expect(parts.reduce((total, { net }) => total + net.minor, 0)).toBe(sum);
				expect(lines.flatMap(({ transactionIds }) => transactionIds).length + charges.length).toBe(all.length);
			}),
			{ numRuns: 300 },
		);
	});
});

describe("the request", () => {
	let fake: FakeEbay;
	beforeEach(async () => {
		fake = await startFakeEbay();
		fake.ebay.payouts.push(FIFTY);
	});
	afterEach(() => fake.close());

	const ask = async (question: PayoutQuestion, ctx: Parameters<typeof shopContext>[1] = {}): Promise<PayoutAnswer> => {
		const answer = await connectorAt(fake).payout?.(shopContext(fake, ctx), question);
		if (answer === undefined) throw new Error("eBay pays out");
		return answer;
	};
	const linesOf = (answer: PayoutAnswer): readonly PayoutLine[] => (answer.outcome === "split" ? answer.lines : []);

	it("finds a payout by its number, reads all pages of its transactions, and splits it", async () => {
		const answer = await ask(asked("P.5284736251 Auszahlung"));
		expect(answer).toMatchObject({
			outcome: "split",
			payoutId: "5284736251",
			foundBy: "payout-id",
			amount: eur(AMOUNT),
		});
		expect(linesOf(answer)).toHaveLength(52);
		expect(fake.ebay.calls.filter((call) => call.endsWith("/transaction"))).toHaveLength(2);
	});

	it("finds it by the bank's reference, where the number is another", async () => {
		expect(await ask(asked("EBAY-PO 7K3F-99821 KD 123456789"))).toMatchObject({
			outcome: "split",
			foundBy: "bank-reference",
		});
	});

	it("finds it by amount and date where there is only one, and says that it did", async () => {
		expect(await ask(asked("Auszahlung"))).toMatchObject({ outcome: "split", foundBy: "amount-and-date" });
		const { bankReference: _, ...twin } = FIFTY;
		fake.ebay.payouts.push({ ...twin, payoutId: "5284736252" });
		expect(await ask(asked("Auszahlung")), "one of two alike").toEqual({ outcome: "not-found", tried: [] });
	});

	it.each([
		["of another amount", asked("P.5284736251", undefined, AMOUNT - 1)],
		["of another seller", asked("P.5284736299", undefined, AMOUNT - 1)],
		["of another time", { ...asked("Auszahlung"), bookedOn: "2026-12-20" }],
	])("does not take a payout %s", async (_, question) => {
		expect(await ask(question)).toMatchObject({ outcome: "not-found" });
	});

	it("does not take a payout that was sent back", async () => {
		fake.ebay.payouts.splice(0, 1, { ...FIFTY, payoutStatus: "REVERSED" });
		expect(await ask(asked("P.5284736251"))).toMatchObject({ outcome: "not-found" });
	});

	it("asks eBay nothing about a posting of somebody else", async () => {
		expect(await ask(asked("Rechnung 5284736251", "Erika Mustermann"))).toEqual({ outcome: "no-payout" });
		expect(fake.ebay.calls).toEqual([]);
	});

	it("never guesses where eBay's books miss something", async () => {
		fake.ebay.payouts.splice(0, 1, { ...FIFTY, transactions: FIFTY.transactions.slice(1) });
		const { gross, fee } = saleOf(1);
		expect(await ask(asked("P.5284736251"))).toEqual({
			outcome: "incomplete",
			payoutId: "5284736251",
			difference: eur(gross - fee),
		});
	});

	it("is signed with the key that the operator had eBay make", async () => {
		const reach = { originOf: () => fake.url };
		const { validUntil, ...made } = await createSigningKey(reach, shopContext(fake));
		expect(validUntil.getTime() - Date.now()).toBeGreaterThan(1090 * 86_400_000);
		expect(await ask(asked("P.5284736251"), { app: { ...appAt(fake), ...made } })).toMatchObject({ outcome: "split" });
	});

	it("is the operator's business where eBay wants a signature that he has no key for", async () => {
		const { signingKey: _key, signingJwe: _jwe, ...app } = appAt(fake);
		await expect(ask(asked("P.5284736251"), { app })).rejects.toMatchObject({
			fault: "bad-config",
			details: { code: "EBAY_SIGNATURE_REFUSED", forMerchant: { de: expect.stringContaining("Betreiber") } },
		});
	});
});
