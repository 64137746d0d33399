import {
	approveRepayment,
	arrangeRepayment,
	type ClientOptions,
	call,
	completeCollectionCase,
	createAccount,
	createBookkeepingExport,
	createRepaymentBatch,
	doOrderAction,
	getBookkeepingCsv,
	getOrder,
	getRepaymentFile,
	importStatement,
	listCollectionCases,
	listRepayments,
	putBookkeepingSettings,
	removePersonalData,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATEV } from "../bookkeeping/books.ts";
import { connectShop, order, type TestShop } from "../support/connected-shop.ts";
import { camt, OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

/** In everything that says who the customer is. */
const CANARY = "Kanarienvogel";
const IBAN = "DE02120300000000202051";

describe("what is kept of a customer who had his data removed", () => {
	let hub: TestHub;
	let merchant: ClientOptions & { readonly id: string };
	let shop: TestShop;
	beforeAll(async () => {
		hub = await startTestHub();
		hub.setClock("2026-11-10T08:00:00Z");
		merchant = await hub.newMerchant();
		shop = await connectShop(hub, { merchant });
	});
	afterAll(() => hub.close());

	/** Tables of the merchant in which he is found, in text or bytes. */
	const tablesWith = async (text: string): Promise<string[]> => {
		const tables = await hub.sql.query<{ name: string }>(
			`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
		);
		const looks = tables.rows.map(
			({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name} t WHERE t::text ILIKE ANY ($1))`,
		);
		const { rows } = await hub.sql.query<{ name: string }>(looks.join(" UNION ALL "), [
			[`%${text}%`, `%${Buffer.from(text).toString("hex")}%`],
		]);
		return rows.map(({ name }) => name);
	};

	it("is blocked until bookkeeping need not keep it any more, and then gone from every table (G13)", async () => {
		await call(merchant, putBookkeepingSettings, { body: { datev: DATEV } });
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		const account = (await call(merchant, createAccount, { body })).id;
		let number = 0;
		const book = (booked: Partial<Parameters<typeof camt>[0][number]>) =>
			call(merchant, importStatement, {
				params: { account },
				body: camt([{ day: "2026-11-03", minor: 10_000, name: CANARY, iban: IBAN, text: "", ...booked }], {
					number: String(++number),
					balances: false,
				}),
			});
		const customer = {
			name: `Erika ${CANARY}`,
			email: `erika@${CANARY}.example`,
			billing: { street: `${CANARY}weg 1`, city: "Köln", country: "DE" },
		};
		await shop.deliver(order("1", { customer }), order("2", { customer, paymentMethod: { id: "invoice", title: "" } }));
		await book({ text: `N1 ${CANARY}` });
		const stateOf = async (ref: string) => (await shop.order(ref)).state;
		await expect.poll(() => stateOf("1"), { timeout: 10_000, interval: 10 }).toBe("paid");
		await shop.deliver(order("1", { revision: 2, customer, amount: { minor: 7_000, currency: "EUR" } }));
		const [first, second] = [(await shop.order("1")).id, (await shop.order("2")).id];

		// One repayment left, another one never will.
		const details = { amount: { minor: 3_000, currency: "EUR" }, payee: `Erika ${CANARY}`, iban: IBAN, text: CANARY };
		const { id } = await call(merchant, arrangeRepayment, { params: { order: first }, body: details });
		await call(merchant, approveRepayment, { params: { repayment: id } });
		const { batch } = await call(merchant, createRepaymentBatch, { body: { account } });
		const repayments = async () => (await call(merchant, listRepayments, {})).items;
		const file = async () => {
			const bytes = await call(merchant, getRepaymentFile, { params: { batch: batch?.id ?? "" } });
			return new TextDecoder().decode(bytes);
		};

		// Debt collection that came to an end.
		const act = (action: "hand-over" | "end-collection") =>
			call(merchant, doOrderAction, { params: { order: second, action } });
		await act("hand-over");
		const [one] = (await call(merchant, listCollectionCases, {})).items;
		await call(merchant, completeCollectionCase, {
			params: { case: one?.id ?? "" },
			body: { addressTracedBy: `Nachbar von ${CANARY}`, objections: [] },
		});

		for (const order of [first, second]) await call(merchant, removePersonalData, { params: { order } });
		// Whoever is still to be paid, or is still pursued, has to be known.
		expect(await repayments()).toMatchObject([{ state: "sent", payee: details.payee }]);
		expect(await file()).toContain(CANARY);
		await act("end-collection");
		hub.setClock("2027-01-05T08:00:00Z");
		const endToEndId = (await repayments())[0]?.transfers[0]?.endToEndId ?? "";
		await book({ day: "2027-01-04", minor: -3_000, text: "N1", endToEndId });
		await expect.poll(async () => (await repayments())[0]?.state, { timeout: 10_000, interval: 10 }).toBe("done");
		const period = { from: "2026-11-01", to: "2026-11-30" };
		const exported = await call(merchant, createBookkeepingExport, { body: period });
		const csv = () => call(merchant, getBookkeepingCsv, { params: { export: exported.id } });
		await hub.tick();

		expect(await repayments()).toMatchObject([
			{ state: "done", payee: "", iban: "", text: "", amount: { minor: 3_000 } },
		]);
		expect(await file()).not.toMatch(new RegExp(`${CANARY}|${IBAN}`, "i"));
		expect(await file()).toContain(endToEndId);
		expect(JSON.stringify(await call(merchant, getOrder, { params: { order: first } }))).not.toContain(CANARY);
		const VOUCHERS = [
			"assignments",
			"blocked_customers",
			"blocked_transfers",
			"bookkeeping_entries",
			"bookkeeping_exports",
			"postings",
		];
		expect((await tablesWith(CANARY)).filter((table) => !VOUCHERS.includes(table))).toEqual([]);
		expect(new TextDecoder().decode(await csv())).toContain(CANARY);

		// Eight years from the end of the year in which they arose (§ 147 (3) AO): the last of them in 2027.
		for (const stillKept of ["2034-12-31T23:30:00Z", "2035-12-31T22:00:00Z"]) {
			hub.setClock(stillKept);
			await hub.tick();
			expect(await tablesWith(CANARY)).toEqual(
				expect.arrayContaining(["blocked_customers", "blocked_transfers", "bookkeeping_exports", "postings"]),
			);
		}
		hub.setClock("2035-12-31T23:30:00Z");
		await hub.tick();
		expect(await tablesWith(CANARY)).toEqual([]);
		expect(await tablesWith(IBAN)).toEqual([]);
		await expect(csv()).rejects.toThrow(/kept no longer/);
		expect(await repayments()).toMatchObject([{ state: "done", amount: { minor: 3_000 } }]);
		expect(await shop.order("1")).toMatchObject({ state: "paid", amount: { minor: 7_000 } });
	});
});
