import {
	bookSettlement,
	call,
	dismissSettlement,
	getPosting,
	getSettlement,
	listSettlements,
	putSettlementLayouts,
	undoAssignment,
	uploadSettlement,
} from "@kontor/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSettlementFile } from "../../src/settlements/read-file.ts";
import { openAccount, type TestBank } from "../support/bank.ts";
import { connectShop, order, type TestShop } from "../support/connected-shop.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

const LAYOUT = {
	source: "Paketdienst",
	separator: ";" as const,
	decimal: "," as const,
	currency: "EUR",
	columns: { reference: "Sendung", amount: "Nachnahme", fee: "Entgelt" },
};
const PAYOUT = "Sammelauszahlung";

describe("a carrier's collective payout (D3, F13)", () => {
	let hub: TestHub;
	let shop: TestShop;
	let bank: TestBank;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	beforeEach(async () => {
		hub.setClock("2026-11-04T08:00:00Z");
		shop = await connectShop(hub);
		bank = await openAccount(shop.merchant);
		await call(shop.merchant, putSettlementLayouts, { body: { items: [LAYOUT] } });
	});
	afterAll(() => hub.close());

	const delivered = (ref: string, minor: number, changes: Parameters<typeof order>[1] = {}) =>
		order(ref, {
			number: `N${ref}`,
			amount: { minor, currency: "EUR" },
			paymentMethod: { id: "cod", title: "Nachnahme" },
			status: "shipped",
			...changes,
		});
	const file = (...rows: string[]) =>
		new TextEncoder().encode(["Abrechnung vom 03.11.2026", "Nr;Sendung;Nachnahme;Entgelt", ...rows, ""].join("\r\n"));
	const upload = (bytes: Uint8Array<ArrayBuffer>) =>
		call(shop.merchant, uploadSettlement, { query: { source: "Paketdienst" }, body: bytes });
	const pays = async (minor: number, text = PAYOUT) => {
		await bank.books({ text, name: "Paketdienst AG", minor });
		return (await bank.decided())[text];
	};
	const book = (settlement: string, posting?: string) =>
		call(shop.merchant, bookSettlement, { params: { settlement }, body: posting === undefined ? {} : { posting } });
	const stateOf = async (ref: string) => (await shop.order(ref)).state;

	it("is split over its orders to the cent, its fees as charges; a second click books nothing more (I4)", async () => {
		await shop.deliver(
			delivered("1", 10_000),
			delivered("2", 4_990, { additionalNumbers: ["00340434161094000001"] }),
			delivered("3", 1_234_50),
		);
		const posting = await pays(10_000 - 250 + (4_990 - 150) + 123_450);
		expect(posting?.assigned.minor).toBe(0);
		const rows = file(
			"1;N1;100,00;-2,50",
			"2;00340434161094000001;49,90;1,50",
			'3;"N3";"1.234,50 EUR";',
			";;;",
			";;1.384,40;4,00",
		);
		await expect(upload(rows)).rejects.toThrow(/line 7, column Sendung: expected a number/);
		const settlement = await upload(
			file("1;N1;100,00;-2,50", "2;00340434161094000001;49,90;1,50", '3;"N3";"1.234,50 EUR";'),
		);
		expect(settlement).toMatchObject({
			state: "proposed",
			posting: posting?.id,
			gross: { minor: 138_440 },
			fee: { minor: 400 },
			net: { minor: 138_040 },
			problems: [],
		});
		const [booked, again] = await Promise.all([book(settlement.id), book(settlement.id)]);
		expect(booked).toEqual(again);
		expect(booked).toMatchObject({ state: "booked", posting: posting?.id });
		for (const ref of ["1", "2", "3"]) expect(await stateOf(ref)).toBe("paid");
		const { assignments, outcome } = await call(shop.merchant, getPosting, { params: { posting: posting?.id ?? "" } });
		expect(outcome).toBe("assigned");
		expect(assignments.map(({ kind, amount, orderAmount }) => [kind, amount.minor, orderAmount.minor])).toEqual([
			["payment", 9_750, 9_750],
			["charges", 0, 250],
			["payment", 4_840, 4_840],
			["charges", 0, 150],
			["payment", 123_450, 123_450],
		]);
		// The same file again is the same settlement.
		expect(
			(await upload(file("1;N1;100,00;-2,50", "2;00340434161094000001;49,90;1,50", '3;"N3";"1.234,50 EUR";'))).id,
		).toBe(settlement.id);
		// A part of it taken back takes its charges along.
		await call(shop.merchant, undoAssignment, { params: { assignment: assignments[0]?.id ?? "" } });
		expect(await stateOf("1")).toBe("open");
		expect(await stateOf("2")).toBe("paid");
	});

	it("is for a person wherever anything does not fit, and says what; nothing of it is booked", async () => {
		await shop.deliver(
			delivered("1", 10_000),
			delivered("2", 5_000, { paymentMethod: { id: "bacs", title: "Vorkasse" }, status: "pending" }),
		);
		const rows = [
			[["1;N1;100,01;0"], "More was collected than is open (100.00 EUR)."],
			[["1;N9;100,00;0"], "No order is known by this number."],
			// Nobody collects for prepayment.
			[["1;N2;50,00;0"], "No order is known by this number."],
			[["1;N1;60,00;0", "2;N1;50,00;0"], "More was collected than is open (100.00 EUR)."],
			[["1;N1;2,00;2,00"], "Nothing is left for the order once the fee is deducted."],
		] as const;
		for (const [lines, problem] of rows) {
			const settlement = await upload(file(...lines));
			expect(settlement.state).toBe("review");
			expect(settlement.lines[0]?.problem?.en).toBe(problem);
			await expect(book(settlement.id)).rejects.toThrow(/CONFLICT/);
		}
		const early = await upload(file("1;N1;100,00;3,00"));
		expect(early.problems.map(({ en }) => en)).toEqual(["There is no free posting of 97.00 EUR (yet)."]);
		const other = await pays(9_600, "etwas anderes");
		await expect(book(early.id, other?.id)).rejects.toThrow(/The posting is of 96.00 EUR, the settlement of 97.00 EUR/);
		// It is judged by what there is now.
		await pays(9_700);
		expect((await call(shop.merchant, getSettlement, { params: { settlement: early.id } })).state).toBe("proposed");
		const twin = await pays(9_700, "noch eine");
		expect((await call(shop.merchant, getSettlement, { params: { settlement: early.id } })).problems).toHaveLength(1);
		expect((await book(early.id, twin?.id)).posting).toBe(twin?.id);
		await expect(call(shop.merchant, dismissSettlement, { params: { settlement: early.id } })).rejects.toThrow(
			/CONFLICT/,
		);
		const { items } = await call(shop.merchant, listSettlements, {});
		expect(items.filter(({ state }) => state === "booked").map(({ id }) => id)).toEqual([early.id]);
	});

	it("pays an order that was overdue, since a person says so (D6)", async () => {
		await shop.deliver(delivered("1", 10_000));
		await hub.sql.query("UPDATE orders SET lifecycle = 'overdue', state = 'overdue' WHERE connection_id = $1", [
			shop.id,
		]);
		await pays(10_000);
		const settlement = await upload(file("1;N1;100,00;0"));
		await book(settlement.id);
		expect(await stateOf("1")).toBe("paid");
	});
});

describe("a settlement file", () => {
	it("is read as it was written, whatever its cells hold", () => {
		const cell = fc.string({
			unit: fc.constantFrom("a", "ö", '"', ";", "\n", ",", " ", "1"),
			minLength: 1,
			maxLength: 8,
		});
		const row = fc.record({
			reference: cell.filter((text) => text.trim() !== ""),
			gross: fc.integer({ min: -99_999_999, max: 99_999_999 }),
			fee: fc.nat(9_999),
		});
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		const amount = (minor: number) => {
			const digits = String(Math.abs(minor)).padStart(3, "0");
			const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".");
			return `${minor < 0 ? "-" : ""}${whole},${digits.slice(-2)}`;
		};
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom("\n", "\r\n"), (rows, end) => {
				const lines = rows.map(({ reference, gross, fee }) =>
					[quoted(reference), amount(gross), amount(fee)].join(";"),
				);
				const text = ["Sendung;Nachnahme;Entgelt", ...lines].join(end);
				expect(readSettlementFile(new TextEncoder().encode(text), LAYOUT)).toEqual(
					rows.map(({ reference, gross, fee }) => ({ reference: reference.trim(), gross, fee, kind: "sale" })),
				);
			}),
		);
	});
});
