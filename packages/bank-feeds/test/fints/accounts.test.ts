import { afterEach, describe, expect, it } from "vitest";
import { BankDouble } from "./bank-double.ts";
import { PUSH_TAN } from "./bank-parameters.ts";
import type { Habits, KeptAccount } from "./habits.ts";
import { account, expected, Merchant, november, postingsIn } from "./merchant.ts";

let bank: BankDouble;
afterEach(() => bank.close());

async function open(accounts: readonly KeptAccount[], habits: Partial<Habits> = {}): Promise<Merchant> {
	bank = await BankDouble.open({
		users: [{ id: "merchant", pin: "geheim?1", accounts, methods: [PUSH_TAN] }],
		...habits,
	});
	return new Merchant(bank);
}

describe("accounts and what is remembered of them", () => {
	it("lists the accounts that can be read, with what the bank says of them", async () => {
		const depot = account("9", [], { orders: ["HKWPD"] });
		const merchant = await open([account("1", november), account("2", []), depot]);
		expect(await merchant.setUp()).toEqual({
			state: "ready",
			accounts: [
				{
					id: "DE01100200300123456781",
					iban: "DE01100200300123456781",
					currency: "EUR",
					ownerName: "Beispiel GmbH",
					name: "Geschäftskonto",
				},
				expect.objectContaining({ id: "DE02100200300123456782" }),
			],
		});
		expect(merchant.asked).toEqual([]);
		expect(bank.openDialogs).toBe(0);
	});

	it("keeps apart accounts and sub-accounts", async () => {
		const [one = november[0], two] = november;
		const sub = account(
			"1",
			[two ?? november[0]].flatMap((each) => each ?? []),
			{ iban: "", subNumber: "01" },
		);
		const merchant = await open(
			[
				account(
					"1",
					[one].flatMap((each) => each ?? []),
				),
				sub,
			],
			{ orders: ["HKKAZ"] },
		);
		const accounts = await merchant.accounts();
		expect(accounts.map(({ id }) => id)).toEqual(["DE01100200300123456781", "10020030/0123456781/01"]);
		for (const [index, each] of accounts.entries()) {
			expect(await postingsIn(await merchant.fetchAll(each))).toEqual(expected(november.slice(index, index + 1)));
		}
	});

	it("reads accounts that the bank names by IBAN alone", async () => {
		const merchant = await open([account("1", november)], { ibanOnly: true, orders: ["HKKAZ"] });
		const [first] = await merchant.accounts();
		expect(first?.id).toBe("DE01100200300123456781");
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
	});

	it("takes current accounts for readable where the bank leaves it open", async () => {
		const depot = account("9", [], { orders: ["HKWPD"] });
		const merchant = await open([account("1", november), depot], { leavesOpen: true });
		const accounts = await merchant.accounts();
		expect(accounts.map(({ id }) => id)).toEqual(["DE01100200300123456781"]);
		expect(await postingsIn(await merchant.fetchAll(accounts[0]))).toEqual(expected(november));
	});

	it("gives every sub-account its own IBAN", async () => {
		const [one, two] = [november.slice(0, 2), november.slice(2)];
		const merchant = await open([
			account("1", one),
			account("1", two, { iban: "DE55100200300123456701", subNumber: "01" }),
		]);
		const accounts = await merchant.accounts();
		expect(accounts.map(({ iban }) => iban)).toEqual(["DE01100200300123456781", "DE55100200300123456701"]);
		expect(await postingsIn(await merchant.fetchAll(accounts[0]))).toEqual(expected(one));
		expect(await postingsIn(await merchant.fetchAll(accounts[1]))).toEqual(expected(two));
	});

	it("remembers what the bank says anew while it fetches", async () => {
		const merchant = await open([account("1", november)]);
		const [first] = await merchant.accounts();
		const memory = structuredClone(merchant.memory) as { bankingInformation: { upd: { version: number } } };
		memory.bankingInformation.upd.version = 2;
		merchant.memory = memory;
		await merchant.fetchAll(first);
		expect(merchant.memory).toMatchObject({ ready: true, bankingInformation: { upd: { version: 3 } } });
	});

	it("is one device for the bank: the memory goes round", async () => {
		const merchant = await open([account("1", november)]);
		const [first] = await merchant.accounts();
		await merchant.fetchAll(first);
		await merchant.fetchAll(first);
		await merchant.setUp();
		expect(bank.heard.filter((ids) => ids.includes("HKSYN"))).toHaveLength(1);
		const systems = bank.requests.map(({ segments }) => segments.find(({ id }) => id === "HNSHK")?.elements[5]?.[2]);
		expect(new Set(systems.slice(2))).toEqual(new Set(["SYSTEM4711"]));
		expect(JSON.stringify(merchant.memory)).not.toContain("geheim");
	});
});
