import { call, getBookkeepingCsv, getDatevFile, listBookkeepingExports } from "@kontor/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Books } from "./books.ts";

const DAY_MS = 24 * 60 * 60_000;

describe("the books of a period", () => {
	const books = new Books();
	const { assign, csv, datev, posting, settings, undo } = books;
	beforeAll(() => books.open());
	beforeEach(() => books.begin());
	afterAll(() => books.hub.close());

	const told = (rows: string[][]) => rows.map(([day, kind, amount]) => `${day} ${kind} ${amount}`);

	it("hold payments by the day the bank booked them, and all that settled the orders besides (L5)", async () => {
		await settings();
		const invoice = { number: "RE-1", date: "2026-11-02" };
		const [one, two] = [await books.order({ invoice }), await books.order()];
		const first = await posting("2026-11-03", 9_800);
		await assign(first, one, "payment", 9_800);
		await assign(first, one, "cashDiscount", 200);
		const second = await posting("2026-11-04", 10_500);
		await assign(second, two, "payment", 9_850);
		await assign(second, two, "charges", 150);
		await assign(second, two, "surplus", 650);
		await assign(null, await books.order(), "byHand", 10_000);
		await books.repaid(two, "2026-11-06", -650);
		await books.repaid(two, "2026-11-09", 300, 350);
		books.hub.setClock("2026-12-01T08:00:00Z");

		const made = await books.export("2026-11-01", "2026-11-30");
		expect(told(await csv(made)).toSorted()).toEqual([
			"2026-11-03 Skonto 2,00",
			"2026-11-03 Zahlung 98,00",
			"2026-11-04 Bankgebühren 1,50",
			"2026-11-04 Zahlung 6,50",
			"2026-11-04 Zahlung 98,50",
			"2026-11-06 Rückzahlung 6,50",
			"2026-11-09 Bankgebühren 3,50",
			"2026-11-09 Rückzahlung -3,00",
		]);
		expect((await csv(made))[0]).toEqual(
			expect.arrayContaining(["N1", "RE-1", "Erika Muster", "Shop", "DE89370400440532013000"]),
		);
		const lines = (await datev(made)).map((fields) =>
			[fields[0], fields[1], fields[6], fields[7], fields[9]].join(" "),
		);
		expect(lines.toSorted()).toEqual([
			'1,50 "S" 4970 10000 0411',
			'2,00 "S" 8736 10000 0311',
			'3,00 "S" 1200 10000 0911',
			'3,50 "S" 4970 10000 0911',
			'6,50 "H" 1200 10000 0611',
			'6,50 "S" 1200 10000 0411',
			'98,00 "S" 1200 10000 0311',
			'98,50 "S" 1200 10000 0411',
		]);
		expect(made).toMatchObject({ entries: 8, corrections: 0, datev: true });
		expect(made.leftOut).toMatchObject([{ count: 1, amount: { minor: 10_000, currency: "EUR" } }]);
	});

	it("are the same however often they are asked for, whatever happened since", async () => {
		await settings();
		const order = await books.order();
		const payment = await assign(await posting("2026-11-03", 10_000), order, "payment", 10_000);
		books.hub.setClock("2026-12-01T08:00:00Z");
		const [made, again] = await Promise.all([
			books.export("2026-11-01", "2026-11-30"),
			books.export("2026-11-01", "2026-11-30"),
		]);
		expect(again).toEqual(made);
		const files = () =>
			Promise.all(
				[getBookkeepingCsv, getDatevFile].map((file) => call(books.merchant, file, { params: { export: made.id } })),
			);
		const before = await files();
		await undo(payment);
		await settings({ debtors: "20000" });
		books.hub.advance(DAY_MS);
		expect(await books.export("2026-11-01", "2026-11-30")).toEqual(made);
		expect(await files()).toEqual(before);
		expect((await call(books.merchant, listBookkeepingExports, {})).items).toEqual([made]);
	});

	it("tell in the next period what became different of the one before", async () => {
		await settings();
		const [right, wrong] = [await books.order(), await books.order()];
		const paid = await posting("2026-11-20", 10_000);
		const mistake = await assign(paid, wrong, "payment", 10_000);
		books.hub.setClock("2026-12-01T08:00:00Z");
		const november = await books.export("2026-11-01", "2026-11-30");
		expect(told(await csv(november))).toEqual(["2026-11-20 Zahlung 100,00"]);
		books.hub.setClock("2026-12-04T08:00:00Z");
		await undo(mistake);
		await assign(paid, right, "payment", 10_000);
		books.hub.setClock("2027-01-02T08:00:00Z");
		const december = await books.export("2026-12-01", "2026-12-31");
		expect(told(await csv(december)).toSorted()).toEqual(["2026-12-04 Zahlung -100,00", "2026-12-04 Zahlung 100,00"]);
		const rows = await csv(december);
		expect(rows.find(([, , amount]) => amount === "-100,00")?.join(";")).toContain("Storno");
		expect(rows.find(([, , amount]) => amount === "100,00")?.join(";")).toContain("Nachtrag zum 20.11.2026");
		expect(december).toMatchObject({ corrections: 2, totals: [{ kind: "assignment", amount: { minor: 0 } }] });
		// What was taken back before anybody had heard of it is nothing at all.
		const early = await assign(await posting("2027-01-03", 500), right, "surplus", 500);
		await undo(early);
		books.hub.setClock("2027-02-01T08:00:00Z");
		expect(await books.export("2027-01-01", "2027-01-31")).toMatchObject({ entries: 0, corrections: 0, totals: [] });
	});

	it("have reminder fees as income once customers paid them, and not any more when they did not (M9)", async () => {
		const order = await books.order({
			paymentMethod: { id: "invoice", title: "Rechnung" },
			placedAt: "2026-11-02T07:00:00Z",
		});
		const step = (level: number, day: string, fee: number) =>
			books.insert("order_steps", {
				order_id: order,
				kind: "reminder",
				level,
				day,
				at: `${day}T08:00:00Z`,
				decided_by: "machine",
				amount: 10_000,
				fee,
			});
		// The reminder that puts a consumer in default costs nothing in Germany.
		await step(1, "2026-11-20", 100);
		await step(2, "2026-11-25", 250);
		const paid = await posting("2026-11-28", 10_250);
		await assign(paid, order, "payment", 10_000);
		const surplus = await assign(paid, order, "surplus", 250);
		books.hub.setClock("2026-12-01T08:00:00Z");
		const november = await books.export("2026-11-01", "2026-11-30");
		expect(told(await csv(november)).toSorted()).toEqual([
			"2026-11-28 Mahngebühr 2,50",
			"2026-11-28 Zahlung 100,00",
			"2026-11-28 Zahlung 2,50",
		]);
		await undo(surplus);
		books.hub.setClock("2027-01-01T12:00:00Z");
		const december = await books.export("2026-12-01", "2026-12-31");
		expect(told(await csv(december)).toSorted()).toEqual(["2026-12-01 Mahngebühr -2,50", "2026-12-01 Zahlung -2,50"]);
	});

	it("correct the tax of a cash discount by the rate of what the shop sells, with a key only where its account needs one", async () => {
		const { id } = books.shop;
		const order = await books.order();
		const paid = await posting("2026-11-03", 9_800);
		await assign(paid, order, "payment", 9_800);
		const discount = await assign(paid, order, "cashDiscount", 200);
		const seven = { taxPercent: 7, account: "8730", taxKey: "2", shops: [id] };
		await expect(settings({ cashDiscounts: [{ ...seven, shops: [books.merchant.id] }] })).rejects.toThrow(
			/each shop once/,
		);
		await expect(settings({ cashDiscounts: [seven, seven] })).rejects.toThrow(/each shop once/);
		await expect(settings({ cashDiscounts: [{ ...seven, account: "Skonto" }] })).rejects.toThrow(/cashDiscounts.0/);
		await expect(settings({ chart: "03", cashDiscountTaxKey: "3" })).rejects.toThrow(/automatic account/);
		await settings({ cashDiscounts: [seven] });
		books.hub.setClock("2026-12-01T08:00:00Z");
		const keys = async (made: Parameters<typeof datev>[0]) =>
			(await datev(made)).map((fields) => [fields[0], fields[1], fields[6], fields[8]].join(" ")).toSorted();
		const november = await books.export("2026-11-01", "2026-11-30");
		expect(await keys(november)).toEqual(['2,00 "S" 8730 "2"', '98,00 "S" 1200 ""']);
		// What is taken back goes where it came from.
		await undo(discount);
		books.hub.setClock("2027-01-01T12:00:00Z");
		expect(await keys(await books.export("2026-12-01", "2026-12-31"))).toEqual(['2,00 "H" 8730 "2"']);
	});

	it("are refused as long as something is missing, with all that is", async () => {
		const order = await books.order();
		await assign(await posting("2026-11-03", 10_000), order, "payment", 10_000);
		await expect(books.export("2026-10-01", "2026-11-01")).rejects.toThrow(/CONFLICT: not over yet/);
		await expect(books.export("2026-10-02", "2026-10-01")).rejects.toThrow(/INVALID_REQUEST/);
		await expect(settings({ debtors: "Kunden" })).rejects.toThrow(/body.datev.debtors: expected an account/);
		await settings({ banks: {} as never });
		books.hub.setClock("2027-01-08T08:00:00Z");
		await expect(books.export("2026-11-01", "2026-11-30")).rejects.toThrow(
			/no ledger account set for the bank account DE89/,
		);
		await expect(books.export("2026-11-01", "2027-01-02")).rejects.toThrow(/one fiscal year/);
		await settings();
		await books.export("2026-11-01", "2026-11-30");
		await expect(books.export("2026-11-15", "2026-12-15")).rejects.toThrow(
			/2026-11-01 to 2026-11-30 is exported already/,
		);
	});

	it("add up to the cent against the database, whatever happened", { timeout: 60_000 }, async () => {
		const act = fc.oneof(
			fc.record({
				act: fc.constant("pay" as const),
				back: fc.nat(40),
				minor: fc.integer({ min: 1, max: 30_000 }),
				besides: fc.constantFrom(null, "cashDiscount", "charges", "tolerance"),
			}),
			fc.record({ act: fc.constant("undo" as const), which: fc.nat() }),
			fc.record({
				act: fc.constant("repay" as const),
				back: fc.nat(10),
				minor: fc.integer({ min: -9_000, max: 9_000 }).filter(Boolean),
				charges: fc.constantFrom(0, 0, 350),
			}),
			fc.record({ act: fc.constant("notRepaid" as const), which: fc.nat() }),
			fc.record({ act: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 20 }) }),
			fc.record({ act: fc.constant("export" as const) }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 24 }), async (acts) => {
				// An order so large that no charges come of it.
				const order = await books.beginWithOrder(90_000_000);
				await settings();
				const standing: string[] = [];
				const repaid: string[] = [];
				const exported: string[][] = [];
				const day = (back: number) => new Date(books.hub.now().getTime() - back * DAY_MS).toISOString().slice(0, 10);
				let from = "2026-10-01";
				const exportPeriod = async (to: string) => {
					const made = await books.export(from, to);
					const [rows, lines] = [await csv(made), await datev(made)];
					expect(rows).toHaveLength(made.entries);
					expect(lines).toHaveLength(made.entries);
					expect(sum(rows.map(([, , amount]) => cents(amount)))).toBe(
						sum(made.totals.map(({ amount }) => amount.minor)),
					);
					expect(bankOf(lines)).toBe(bankByCsv(rows));
					expect(rows.every(([on = ""]) => on >= made.from && on <= made.to)).toBe(true);
					exported.push(...rows);
					from = new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10);
				};
				const exportAll = async () => {
					while (from <= day(1)) await exportPeriod([quarterEnd(from), day(1)].toSorted()[0] ?? "");
				};
				for (const one of acts) {
					if (one.act === "wait") books.hub.advance(one.days * DAY_MS);
					if (one.act === "export") await exportAll();
					if (one.act === "repay") {
						repaid.push(await books.repaid(order, day(one.back), one.minor, one.minor < 0 ? 0 : one.charges));
					}
					if (one.act === "notRepaid") {
						const [booking] = repaid.splice(one.which % Math.max(1, repaid.length), 1);
						if (booking !== undefined) await books.notRepaid(booking);
					}
					if (one.act === "undo") {
						const [assignment] = standing.splice(one.which % Math.max(1, standing.length), 1);
						if (assignment !== undefined) await undo(assignment);
					}
					if (one.act === "pay") {
						const paid = await posting(day(one.back), one.minor);
						standing.push(await assign(paid, order, "payment", one.minor));
						if (one.besides !== null) standing.push(await assign(paid, order, one.besides, 7));
					}
				}
				books.hub.advance(50 * DAY_MS);
				await exportAll();
				const byKind = Object.fromEntries(
					[...Map.groupBy(exported, ([, kind = ""]) => kind)].map(([kind, rows]) => [
						kind,
						sum(rows.map(([, , amount]) => cents(amount))),
					]),
				);
				const { rows } = await books.hub.sql.query<{ kind: string; minor: string }>(
					`SELECT a.kind, sum(CASE WHEN a.kind = 'payment' THEN a.amount ELSE a.order_amount END) AS minor
					   FROM assignments a JOIN postings p USING (merchant_id) WHERE p.id = a.posting_id AND a.merchant_id = $1
					    AND a.undone_at IS NULL AND p.booking_day >= '2026-10-01' GROUP BY 1
					 UNION ALL SELECT 'repayment', -sum(p.amount) FROM repayment_bookings b JOIN postings p ON p.id = b.posting_id
					  WHERE b.merchant_id = $1 AND b.undone_at IS NULL HAVING count(*) > 0
					 UNION ALL SELECT 'kept', sum(b.charges) FROM repayment_bookings b
					  WHERE b.merchant_id = $1 AND b.undone_at IS NULL HAVING count(*) > 0`,
					[books.merchant.id],
				);
				const names: Record<string, string> = {
					payment: "Zahlung",
					cashDiscount: "Skonto",
					charges: "Bankgebühren",
					kept: "Bankgebühren",
					tolerance: "Zahlungsdifferenz",
					repayment: "Rückzahlung",
				};
				const truth: Record<string, number> = {};
				for (const { kind, minor } of rows) truth[names[kind] ?? ""] = (truth[names[kind] ?? ""] ?? 0) + Number(minor);
				const nonZero = (given: Record<string, number>) =>
					Object.fromEntries(Object.entries(given).filter(([, minor]) => minor !== 0));
				expect(nonZero(byKind)).toEqual(nonZero(truth));
			}),
			{ numRuns: 10 },
		);
	});
});

function quarterEnd(day: string): string {
	const [year = 0, month = 0] = day.split("-").map(Number);
	return new Date(Date.UTC(year, Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10);
}

function cents(amount = ""): number {
	return Number(amount.replace(",", ""));
}

function sum(amounts: readonly number[]): number {
	return amounts.reduce((total, amount) => total + amount, 0);
}

/** What the bank's account got by the booking batch. */
function bankOf(lines: readonly string[][]): number {
	const bank = lines.filter((fields) => fields[6] === "1200");
	return sum(bank.map(([amount, side]) => (side === '"S"' ? 1 : -1) * cents(amount)));
}

function bankByCsv(rows: readonly string[][]): number {
	return sum(
		rows.map(([, kind, amount]) => (kind === "Zahlung" ? cents(amount) : kind === "Rückzahlung" ? -cents(amount) : 0)),
	);
}
