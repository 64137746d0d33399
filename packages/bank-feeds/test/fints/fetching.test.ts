import { Mt940Parser } from "lib-fints";
import { afterEach, describe, expect, it } from "vitest";
import type { Payload } from "../../src/feed.ts";
import { BankDouble } from "./bank-double.ts";
import { CHIP_TAN, PUSH_TAN } from "./bank-parameters.ts";
import type { Habits, KeptAccount } from "./habits.ts";
import { account, expected, faultOf, Merchant, november, posting, postingsIn } from "./merchant.ts";

let bank: BankDouble;
afterEach(() => bank.close());

async function open(accounts: readonly KeptAccount[], habits: Partial<Habits> = {}): Promise<Merchant> {
	bank = await BankDouble.open({
		users: [{ id: "merchant", pin: "geheim?1", accounts, methods: [PUSH_TAN] }],
		...habits,
	});
	return new Merchant(bank);
}

describe("fetching statements over FinTS", () => {
	it("asks for camt where the bank gives it, and delivers every document as it came", async () => {
		const merchant = await open([account("1", november)]);
		const [first] = await merchant.accounts();
		const payloads = await merchant.fetchAll(first);
		expect(payloads.map(({ type }) => type)).toEqual(["camt.052", "camt.052", "camt.052", "camt.052"]);
		expect(Buffer.from(payloads[0]?.bytes ?? []).toString("latin1")).toContain('encoding="ISO-8859-1"');
		expect(await postingsIn(payloads)).toEqual(expected(november));
		expect(bank.heard.flat()).not.toContain("HKKAZ");
		expect(bank.openDialogs).toBe(0);
	});

	it("reads camt in UTF-8 as well", async () => {
		const merchant = await open([account("1", november)], { encoding: "UTF-8" });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
	});

	it("asks for MT940 where the bank gives no camt", async () => {
		const merchant = await open([account("1", november)], { orders: ["HKKAZ"] });
		const [first] = await merchant.accounts();
		const payloads = await merchant.fetchAll(first);
		expect(payloads.map(({ type }) => type)).toEqual(["mt940"]);
		expect(await postingsIn(payloads)).toEqual(expected(november));
	});

	it.each([5, 6, 7])("asks for MT940 in version %d where the bank takes no other", async (version) => {
		const merchant = await open([account("1", november)], { orders: ["HKKAZ"], kazVersions: [version] });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
		const asked = bank.requests.flatMap(({ segments }) => segments.filter(({ id }) => id === "HKKAZ"));
		expect(asked.map((order) => order.version)).toEqual([version]);
	});

	it("loses nothing where lib-fints' own parser throws", async () => {
		const merchant = await open([account("1", november)], { orders: ["HKKAZ"] });
		const [first] = await merchant.accounts();
		const payloads = await merchant.fetchAll(first);
		const text = Buffer.concat(payloads.map(({ bytes }) => bytes)).toString("latin1");
		expect(text).toContain("?31?32");
		expect(() => new Mt940Parser(text).parse()).toThrow();
		expect(await postingsIn(payloads)).toEqual(expected(november));
	});

	it("asks for MT940 where only this account gets no camt", async () => {
		const merchant = await open([account("1", november, { orders: ["HKKAZ"] })]);
		const [first] = await merchant.accounts();
		expect((await merchant.fetchAll(first)).map(({ type }) => type)).toEqual(["mt940"]);
	});

	it.each(["HKCAZ", "HKKAZ"] as const)("delivers all pages of %s", async (order) => {
		const merchant = await open([account("1", november)], { orders: [order], daysPerPage: 1 });
		const [first] = await merchant.accounts();
		const payloads = await merchant.fetchAll(first);
		expect(payloads).toHaveLength(4);
		expect(new Set(payloads.map(({ name }) => name)).size).toBe(4);
		expect(await postingsIn(payloads)).toEqual(expected(november));
	});

	it.each([17, 97, 250, 1000])("puts MT940 together that the bank cuts anywhere, every %d bytes", async (cutEvery) => {
		const merchant = await open([account("1", november)], { orders: ["HKKAZ"], cutEvery });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
	});

	it.each([
		["HKCAZ", "camt.052"],
		["HKKAZ", "mt942"],
	] as const)("delivers pending postings of %s as %s", async (order, type) => {
		const pending = posting("2026-11-20", 99, "vorgemerkt", { pending: true });
		const merchant = await open([account("1", [...november, pending])], { orders: [order] });
		const [first] = await merchant.accounts();
		const payloads = await merchant.fetchAll(first);
		expect(payloads.at(-1)?.type).toBe(type);
		expect(await postingsIn(payloads)).toEqual(expected([...november, pending]));
	});

	it("delivers pending postings where nothing is booked", async () => {
		// lib-fints gives up the whole answer here: it takes booked postings for mandatory.
		const pending = posting("2026-11-20", 99, "vorgemerkt", { pending: true });
		const merchant = await open([account("1", [pending])]);
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected([pending]));
	});

	it("leaves out pending camt that calls itself booked: it could settle an order", async () => {
		const pending = posting("2026-11-20", 99, "vorgemerkt", { pending: true });
		const merchant = await open([account("1", [...november, pending])], { pendingAsBooked: true });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
	});

	it("delivers nothing where there is nothing", async () => {
		const merchant = await open([account("1", [])]);
		const [first] = await merchant.accounts();
		expect(await merchant.fetchAll(first)).toEqual([]);
	});

	it("begins where the bank's own storage begins, if more is asked for", async () => {
		const old = posting("2026-05-01", 1, "lange her");
		const merchant = await open([account("1", [old, ...november])], { storageDays: 90 });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first, "2024-01-01"))).toEqual(expected(november));
	});

	it("asks for MT940 where the bank declines the camt it offers, in the same dialog", async () => {
		const merchant = await open([account("1", november)], {
			instead: ({ segments }) =>
				segments.some(({ id }) => id === "HKCAZ")
					? ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:3+9010::Für dieses Konto nicht möglich."]
					: undefined,
		});
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(november));
		expect(bank.heard.slice(-4)).toEqual([
			["HKIDN", "HKVVB", "HKTAN"],
			["HKCAZ", "HKTAN"],
			["HKKAZ", "HKTAN"],
			["HKEND"],
		]);
	});

	it("gives cookies back within a call, and not in the next", async () => {
		const merchant = await open([account("1", november)]);
		const [first] = await merchant.accounts();
		const before = bank.cookies.length;
		await merchant.fetchAll(first);
		const [none, ...others] = bank.cookies.slice(before);
		expect(none).toBeUndefined();
		expect(others).toHaveLength(2);
		for (const cookie of others) expect(cookie).toMatch(/^node=\d+; lb=a1$/);
	});

	it("fails where the bank declines a later page, and does not begin anew in another format", async () => {
		const merchant = await open([account("1", november)], {
			daysPerPage: 1,
			instead: ({ segments }) =>
				segments.some(({ id, elements }) => id === "HKCAZ" && elements[6]?.[0])
					? ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:3+9010::Abgelehnt."]
					: undefined,
		});
		const [first] = await merchant.accounts();
		const delivered: Payload[] = [];
		const work = (async () => {
			for await (const payload of merchant.fetchPages(first ?? { id: "" }, "2026-11-01")) delivered.push(payload);
		})();
		expect(await faultOf(work)).toMatchObject({ fault: "unexpected-reply" });
		expect(await postingsIn(delivered)).toEqual(expected(november.slice(0, 2)));
		expect(bank.heard.flat()).not.toContain("HKKAZ");
		expect(bank.openDialogs).toBe(0);
	});

	it("ends the dialog when nobody wants more pages", async () => {
		const merchant = await open([account("1", november)], { daysPerPage: 1 });
		const [first] = await merchant.accounts();
		for await (const _ of merchant.fetchPages(first ?? { id: "" }, "2026-11-01")) break;
		expect(bank.openDialogs).toBe(0);
		expect(bank.heard.filter((ids) => ids.includes("HKCAZ"))).toHaveLength(1);
	});

	it("never mixes two accesses up that are in use at once", async () => {
		const postings = Array.from({ length: 8 }, (_, index) =>
			posting(`2026-11-0${index + 1}`, 100 + index, `Auftrag ${index}`),
		);
		const users = ["a", "b", "c"].map((id, index) => ({
			id,
			pin: `pin-${id}`,
			accounts: [
				account(
					String(index + 1),
					postings.map((each) => ({ ...each, text: `${each.text} von ${id}` })),
				),
			],
			methods: [CHIP_TAN],
		}));
		bank = await BankDouble.open({ users, daysPerPage: 1 });
		const everyone = users.map(({ id, pin, accounts }) => {
			const merchant = new Merchant(bank, { user: id });
			merchant.pin = pin;
			return { merchant, postings: accounts[0]?.postings ?? [] };
		});
		await Promise.all(
			everyone.map(async ({ merchant, postings }) => {
				const [first] = await merchant.accounts();
				expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
			}),
		);
	});
});
