import { assignPosting, call, listKnownPayers, type Posting, revokeKnownPayer, undoAssignment } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type * as z from "zod";
import { learnFromStanding } from "../src/assigning/learn-payers.ts";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const IBAN = "DE89370400440532013099";
const START = "2026-11-04T08:00:00Z";

let hub: TestHub;
let shop: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock(START);
	shop = await connectShop(hub);
	bank = await openAccount(shop.merchant);
});
afterAll(() => hub.close());

/** An order of a customer whose payments come from somebody else's account. */
const ofCustomer = (ref: string, minor: number, number = "K10023") =>
	order(ref, {
		number: `10${ref}`,
		amount: { minor, currency: "EUR" },
		customer: { number, name: "Berta Beispiel", billing: { city: "Köln", country: "DE" } },
	});
const fromFriend = (text: string, minor: number) => ({ text, minor, name: "Zacharias Zahler", iban: IBAN });

const idOf = async (ref: string) => (await shop.order(ref)).id;
async function assign(posting: Posting | undefined, ...refs: string[]): Promise<Posting> {
	const orders = await Promise.all(refs.map(async (ref) => ({ order: await idOf(ref) })));
	return call(shop.merchant, assignPosting, { params: { posting: posting?.id ?? "" }, body: { orders } });
}
async function known(): Promise<Record<string, number>> {
	const { rows } = await hub.sql.query<{ who: string; payments: number }>(
		`SELECT iban || ' ' || customer AS who, payments FROM known_payers WHERE merchant_id = $1 AND revoked_at IS NULL`,
		[shop.merchant.id],
	);
	return Object.fromEntries(rows.map(({ who, payments }) => [who, payments]));
}

describe("whose account paid for a customer", () => {
	it("is known once a person said so, and is evidence from then on", async () => {
		await shop.deliver(ofCustomer("1", 5_511));
		await bank.books(fromFriend("eins", 5_511));
		const { eins } = await bank.decided();
		expect(eins?.outcome).not.toBe("assigned");
		await assign(eins, "1");
		expect(await known()).toEqual({ [`${IBAN} number K10023`]: 1 });

		await shop.deliver(ofCustomer("2", 6_622));
		await bank.books(fromFriend("zwei", 6_622));
		const { zwei } = await bank.decided();
		expect(zwei?.outcome).toBe("assigned");
		expect(zwei?.assignments).toMatchObject([{ orderNumber: "102" }]);
	});

	it("is forgotten with the first booking that was wrong, until somebody says so again", async () => {
		await shop.deliver(ofCustomer("1", 5_511), ofCustomer("2", 6_622));
		await bank.books(fromFriend("eins", 5_511));
		const booked = await assign((await bank.decided()).eins, "1");
		await call(shop.merchant, undoAssignment, { params: { assignment: booked.assignments[0]?.id ?? "" } });
		expect(await known()).toEqual({});
		await bank.books(fromFriend("zwei", 6_622));
		expect((await bank.decided()).zwei?.outcome).not.toBe("assigned");
		hub.advance(1_000);
		await assign((await bank.decided()).zwei, "2");
		expect(await known()).toEqual({ [`${IBAN} number K10023`]: 1 });
	});

	it("is known after a week where the machine assigned and nobody took it back, counted once", async () => {
		await shop.deliver(ofCustomer("1", 5_511), ofCustomer("2", 6_622));
		const own = { name: "Berta Beispiel", iban: IBAN };
		await bank.books(
			{ ...own, text: "Bestellung 101", minor: 5_511 },
			{ ...own, text: "Bestellung 102", minor: 6_622 },
		);
		const { "Bestellung 101": paid } = await bank.decided();
		expect(paid?.outcome).toBe("assigned");
		const look = () => hub.hub.db.merchant(shop.merchant.id, "learn", learnFromStanding);
		await look();
		expect(await known()).toEqual({});
		hub.advance(8 * 24 * 60 * 60 * 1000);
		await Promise.all([look(), look()]);
		expect(await known()).toEqual({ [`${IBAN} number K10023`]: 2 });
		await look();
		await call(shop.merchant, undoAssignment, { params: { assignment: paid?.assignments[0]?.id ?? "" } });
		await look();
		expect(await known()).toEqual({});
	});

	it("is not learned from a payment provider's payout, nor where one posting pays for several customers", async () => {
		await shop.deliver(ofCustomer("1", 5_511), ofCustomer("2", 6_622, "K2"), ofCustomer("3", 7_733, "K3"));
		await bank.books(
			{ text: "Auszahlung", minor: 5_511, name: "PayPal Europe S.a.r.l.", iban: IBAN },
			{ text: "beide", minor: 14_355, name: "Agentur Alles", iban: "DE02100100100006820101" },
		);
		const { Auszahlung: payout, beide } = await bank.decided();
		await assign(payout, "1");
		await assign(beide, "2", "3");
		expect(await known()).toEqual({});
	});

	it("is listed for the merchant, who can say that it is not so (D2)", async () => {
		await shop.deliver(ofCustomer("1", 5_511), ofCustomer("2", 6_622));
		await bank.books(fromFriend("eins", 5_511));
		await assign((await bank.decided()).eins, "1");
		const list = (query: Partial<z.infer<typeof listKnownPayers.query>> = {}) =>
			call(shop.merchant, listKnownPayers, { query });
		const { items, next } = await list();
		expect(items).toEqual([
			{
				id: expect.any(String),
				iban: IBAN,
				customerNumber: "K10023",
				name: "Berta Beispiel",
				payments: 1,
				lastPaidOn: "2026-11-03",
			},
		]);
		expect(next).toBeNull();
		expect((await list({ iban: "DE89 3704 0044 0532 0130 99" })).items).toEqual(items);
		expect((await list({ iban: "DE02120300000000202051" })).items).toEqual([]);

		const revoke = () => call(shop.merchant, revokeKnownPayer, { params: { payer: items[0]?.id ?? "" } });
		await revoke();
		await revoke();
		expect((await list()).items).toEqual([]);
		await bank.books(fromFriend("zwei", 6_622));
		expect((await bank.decided()).zwei?.outcome).not.toBe("assigned");

		const unknown = call(shop.merchant, revokeKnownPayer, { params: { payer: crypto.randomUUID() } });
		await expect(unknown).rejects.toMatchObject({ problem: { status: 404 } });
	});

	it("is listed page by page", async () => {
		const refs = ["1", "2", "3"];
		await shop.deliver(...refs.map((ref) => ofCustomer(ref, 5_500 + Number(ref), `K${ref}`)));
		const ibans = [IBAN, "DE02120300000000202051", "DE02100100100006820101"];
		await bank.books(...ibans.map((iban, i) => ({ ...fromFriend(`zu ${i}`, 5_501 + i), iban })));
		const postings = await bank.decided();
		for (const [i, ref] of refs.entries()) await assign(postings[`zu ${i}`], ref);
		const numbers: (string | null)[] = [];
		for (let after: string | undefined; ; ) {
			const page = await call(shop.merchant, listKnownPayers, { query: { limit: 2, ...(after && { after }) } });
			numbers.push(...page.items.map(({ customerNumber }) => customerNumber));
			if (page.next === null) break;
			after = page.next;
		}
		expect(numbers).toEqual(["K3", "K2", "K1"]);
	});
});
