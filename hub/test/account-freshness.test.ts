import { call, createAccount, type Freshness, importStatement, listAccounts, patchAccount } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Booked, camt, mt940, OWN_IBAN } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const on = (day: string, minor: number): Booked => ({ day, minor, name: "Erika Muster", text: `Zahlung ${day}` });

describe("how far an account reaches (F8)", () => {
	let hub: TestHub;
	let merchant: Awaited<ReturnType<TestHub["newMerchant"]>>;
	let account: string;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		merchant = await hub.newMerchant();
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		({ id: account } = await call(merchant, createAccount, { body }));
	});

	const send = (body: Uint8Array<ArrayBuffer>) => call(merchant, importStatement, { params: { account }, body });
	const freshness = async (): Promise<Freshness | undefined> =>
		(await call(merchant, listAccounts, {})).items.find(({ id }) => id === account)?.freshness;

	it("is nothing at first, then what was imported", async () => {
		const nothing = { importedAt: null, fetchedAt: null, consentEndsAt: null, newestBookingDay: null };
		expect(await freshness()).toEqual({ ...nothing, newestStatement: null, gaps: [] });
		await send(mt940([on("2026-11-03", 500), on("2026-11-04", 700)]));
		const eur = (minor: number) => ({ minor, currency: "EUR" });
		expect(await freshness()).toEqual({
			...nothing,
			importedAt: hub.now().toISOString(),
			newestBookingDay: "2026-11-04",
			newestStatement: {
				from: "2026-11-03",
				to: "2026-11-04",
				opening: eur(100_000),
				closing: eur(101_200),
				difference: null,
			},
			gaps: [],
		});
		// A report of the day is newer, but no statement.
		await send(camt([on("2026-11-05", 900)], { kind: "camt.052" }));
		expect(await freshness()).toMatchObject({ newestBookingDay: "2026-11-05", newestStatement: { to: "2026-11-04" } });
	});

	it("says which balances do not agree", async () => {
		const file = new TextDecoder()
			.decode(mt940([on("2026-11-03", 500)]))
			.replace(":62F:C261103EUR1005,00", ":62F:C261103EUR1015,00");
		const { warnings } = await send(new TextEncoder().encode(file));
		expect(warnings.length).toBe(1);
		expect((await freshness())?.newestStatement?.difference).toEqual({ minor: 1_000, currency: "EUR" });
	});

	it("names the gap between two statements until the missing one is there", async () => {
		await send(mt940([on("2026-11-02", 500)], { opening: 100_000 }));
		await send(mt940([on("2026-11-03", 700)], { opening: 100_500, number: "2/1" }));
		expect((await freshness())?.gaps).toEqual([]);
		await send(mt940([on("2026-11-05", 900)], { opening: 102_400, number: "4/1" }));
		expect((await freshness())?.gaps).toMatchObject([
			{ after: "2026-11-03", before: "2026-11-05", difference: { minor: 1_200, currency: "EUR" } },
		]);
		expect((await freshness())?.gaps[0]?.text.de).toContain("12,00 EUR");
		// The same in another format misses the same.
		await send(camt([on("2026-11-05", 900)], { opening: 102_400 }));
		expect((await freshness())?.gaps.length).toBe(1);
		await send(mt940([on("2026-11-04", 1_200)], { opening: 101_200, number: "3/1" }));
		expect((await freshness())?.gaps).toEqual([]);
	});

	it("takes overlapping statements and two of one day for no gap", async () => {
		const [a, b, c] = [on("2026-11-02", 500), on("2026-11-03", 700), on("2026-11-04", 900)];
		await send(mt940([on("2026-10-30", 100)], { opening: 99_900 }));
		await send(mt940([a, b], { opening: 100_000, number: "2/1" }));
		await send(mt940([b, c], { opening: 100_500, number: "3/1" }));
		await send(mt940([{ ...c, minor: 50 }], { opening: 102_100, number: "4/1" }));
		expect((await freshness())?.gaps).toEqual([]);
	});

	it("shows what a feed noted, and what was changed of the account", async () => {
		await hub.sql.query("UPDATE accounts SET fetched_at = $2, consent_ends_at = $3 WHERE id = $1", [
			account,
			"2026-11-02T06:00:00Z",
			"2027-04-01T00:00:00Z",
		]);
		expect(await freshness()).toMatchObject({
			fetchedAt: "2026-11-02T06:00:00.000Z",
			consentEndsAt: "2027-04-01T00:00:00.000Z",
		});
		const body = { name: "Geschäftskonto" };
		expect(await call(merchant, patchAccount, { params: { account }, body })).toMatchObject({
			...body,
			csvMapping: null,
		});
		const stranger = await hub.newMerchant();
		await expect(call(stranger, patchAccount, { params: { account }, body })).rejects.toThrow(/NOT_FOUND/);
	});
});
