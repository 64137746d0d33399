import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancel, edit, pay, takeBack, write } from "./fake/document-life.ts";
import { eur, openTill, type Till } from "./till.ts";

let till: Till;
beforeEach(async () => {
	till = await openTill();
});
afterEach(() => till.fake.close());

describe("mark-paid", () => {
	it("records one payment on the day of the posting, with the bank's reference and the command's id", async () => {
		const invoice = till.invoice();
		const command = await till.command("mark-paid", invoice);
		expect(await till.execute(command)).toMatchObject({
			status: "applied",
			observed: { statuses: { invoice: "paid" }, receivedInShop: eur(10_000) },
		});
		expect(till.payments(invoice)).toMatchObject([
			{
				amount: 10_000,
				payment_at: "2026-11-20",
				reference: `NTRF-2026,11 4711 (Kontor ${command.id})`,
				type: "Überweisung",
				provider: "Kontor",
				is_overdue_fee: false,
			},
		]);
	});

	it("given ten times at once after the answer was lost, looks up first each time", async () => {
		const invoice = till.invoice();
		const command = await till.command("mark-paid", invoice);
		for (let time = 0; time < 10; time++) await till.execute(command);
		expect(till.payments(invoice)).toHaveLength(1);
	});

	it("needs four calls where there is nothing odd, and two where it is done already", async () => {
		const command = await till.command("mark-paid", till.invoice());
		const { calls } = till.fake.account;
		const before = calls.length;
		await till.execute(command);
		expect(calls.slice(before).map(({ what }) => what.replaceAll(/\d+/g, "N"))).toEqual([
			"GET documents/N",
			"GET document-payments",
			"POST document-payments",
			"GET documents/N",
		]);
		await till.execute(command);
		expect(calls.length - before).toBe(6);
	});

	it("records what came in and closes the invoice only for cash discount", async () => {
		const invoice = till.invoice();
		const command = await till.command("mark-paid", invoice, { cashDiscount: eur(200) });
		expect(await till.execute(command)).toMatchObject({
			status: "applied",
			observed: { statuses: { invoice: "paid" }, receivedInShop: eur(9800) },
		});
		expect(till.fake.account.effects.map(({ what }) => what)).toEqual(["payment of 9800 on 2026-11-20, closed by it"]);
		expect(await till.execute(command)).toMatchObject({ status: "already-applied" });
		expect(till.payments(invoice)).toHaveLength(1);
	});

	it("closes an invoice by cash discount also where all money was recorded before", async () => {
		const invoice = till.invoice();
		await till.run("mark-partially-paid", invoice, { received: eur(9800), outstanding: eur(200) });
		const outcome = await till.run("mark-paid", invoice, { cashDiscount: eur(200) });
		expect(outcome).toMatchObject({ status: "applied", observed: { statuses: { invoice: "paid" } } });
		expect(till.payments(invoice)).toMatchObject([{ amount: 9800 }]);
	});

	it("records only what is missing after a part", async () => {
		const invoice = till.invoice();
		await till.run("mark-partially-paid", invoice, { received: eur(4000), outstanding: eur(6000) });
		await till.run("mark-paid", invoice);
		expect(till.payments(invoice).map(({ amount }) => amount)).toEqual([4000, 6000]);
	});

	it("adds to what the merchant recorded himself, and never twice what he recorded in full", async () => {
		const part = till.invoice();
		pay(till.fake.account, part, { amount: 3000, payment_at: "2026-11-01" });
		expect(await till.run("mark-paid", part, { amount: eur(7000) })).toMatchObject({
			status: "applied",
			observed: { statuses: { invoice: "paid" } },
		});
		const full = till.invoice();
		const command = await till.command("mark-paid", full);
		pay(till.fake.account, full, { amount: 10_000, payment_at: "2026-11-01" });
		expect(await till.execute(command)).toMatchObject({ status: "already-applied" });
		expect(till.payments(full)).toHaveLength(1);
	});

	it("is declined where the merchant recorded a part meanwhile: it may be the same money", async () => {
		const invoice = till.invoice();
		const command = await till.command("mark-paid", invoice);
		pay(till.fake.account, invoice, { amount: 3000 });
		expect(await till.execute(command)).toMatchObject({ status: "declined", code: "changed-meanwhile" });
	});

	it("is declined on a cancelled invoice, whenever it was cancelled", async () => {
		const invoice = till.invoice();
		const before = await till.command("mark-paid", invoice);
		cancel(till.fake.account, invoice);
		expect(await till.execute(before)).toMatchObject({ status: "declined", code: "changed-meanwhile" });
		expect(await till.run("mark-paid", invoice)).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(till.payments(invoice)).toEqual([]);
	});

	it("is declined where the invoice was raised, and not where an open credit note explains the rest", async () => {
		const raised = till.invoice();
		const command = await till.command("mark-paid", raised);
		edit(till.fake.account, raised, { amount: 12_000 });
		expect(await till.execute(command)).toMatchObject({ status: "declined", code: "amount-mismatch" });
		write(till.fake.account, { type: "CREDIT", amount: 2000, ref_id: raised.id });
		expect(await till.run("mark-paid", raised)).toMatchObject({ status: "applied" });
		expect(till.payments(raised).map(({ amount }) => amount)).toEqual([10_000]);
	});

	it("is declined in another currency", async () => {
		const outcome = await till.run("mark-paid", till.invoice({ currency: "CHF" }));
		expect(outcome).toMatchObject({ status: "declined", code: "amount-mismatch" });
	});

	it("does not take a dunning fee for a part of the invoice", async () => {
		const invoice = till.invoice();
		pay(till.fake.account, invoice, { amount: 500, is_overdue_fee: true });
		expect(await till.run("mark-paid", invoice)).toMatchObject({ status: "applied" });
		expect(invoice.paid_amount).toBe(10_000);
	});

	it("does not know drafts and other documents", async () => {
		for (const given of [{ is_draft: true }, { type: "OFFER" }, { currency: "JPY" }] as const) {
			const outcome = await till.run("mark-paid", till.invoice(given));
			expect(outcome).toMatchObject({ status: "declined", code: "order-gone" });
		}
	});

	it("says that a mapped status other than easybill's own cannot be written", async () => {
		const status = { machine: "invoice", status: "cancelled" };
		await expect(till.run("mark-paid", till.invoice(), { status })).rejects.toMatchObject({
			fault: "bad-config",
			details: { code: "EASYBILL_STATUS_NOT_WRITABLE" },
		});
	});
});

describe("mark-partially-paid", () => {
	it("records each further part on the day of its posting, and without one on the Berlin day of the decision", async () => {
		const invoice = till.invoice();
		const outcome = await till.run("mark-partially-paid", invoice, { paidOn: undefined, bankReference: undefined });
		expect(outcome).toMatchObject({ status: "applied", observed: { statuses: { invoice: "partiallyPaid" } } });
		await till.run("mark-partially-paid", invoice, { received: eur(7000), outstanding: eur(3000) });
		expect(till.payments(invoice)).toMatchObject([
			{ amount: 4000, payment_at: "2026-11-23", reference: expect.stringMatching(/^\(Kontor /) },
			{ amount: 3000, payment_at: "2026-11-20", reference: expect.stringMatching(/^NTRF-2026,11 4711 \(Kontor /) },
		]);
	});

	it("takes back the newest where less is left, and keeps the rest on its own day", async () => {
		const invoice = till.invoice();
		await till.run("mark-partially-paid", invoice);
		await till.run("mark-partially-paid", invoice, {
			received: eur(9000),
			outstanding: eur(1000),
			paidOn: "2026-12-01",
		});
		await till.run("mark-partially-paid", invoice, { received: eur(6000), outstanding: eur(4000) });
		expect(till.payments(invoice)).toMatchObject([
			{ amount: 4000, payment_at: "2026-11-20" },
			{ amount: 2000, payment_at: "2026-12-01" },
		]);
	});
});

describe("revoke-payment", () => {
	it("takes back what Kontor recorded, and nothing else", async () => {
		const invoice = till.invoice();
		const own = pay(till.fake.account, invoice, { amount: 1000, reference: "bar" });
		await till.run("mark-paid", invoice, { amount: eur(9000) });
		const outcome = await till.run("revoke-payment", invoice, { outstanding: eur(9000) });
		expect(outcome).toMatchObject({ status: "applied", observed: { statuses: { invoice: "partiallyPaid" } } });
		expect(till.payments(invoice)).toEqual([own]);
	});

	it("takes back a part", async () => {
		const invoice = till.invoice();
		await till.run("mark-paid", invoice);
		await till.run("revoke-payment", invoice, { outstanding: eur(2500) });
		expect(till.payments(invoice)).toMatchObject([{ amount: 7500, payment_at: "2026-11-20" }]);
	});

	it("goes on where it was stopped between two payments", async () => {
		const invoice = till.invoice();
		await till.run("mark-partially-paid", invoice);
		await till.run("mark-paid", invoice);
		const command = await till.command("revoke-payment", invoice);
		const newest = till.payments(invoice).at(-1);
		if (newest !== undefined) takeBack(till.fake.account, newest);
		expect(await till.execute(command)).toMatchObject({
			status: "applied",
			observed: { statuses: { invoice: "open" } },
		});
		expect(till.payments(invoice)).toEqual([]);
	});

	it("takes back all that came in, also where a cash discount still counts", async () => {
		const invoice = till.invoice();
		await till.run("mark-paid", invoice, { cashDiscount: eur(200) });
		const outcome = await till.run("revoke-payment", invoice, { outstanding: eur(9800), cashDiscount: eur(200) });
		expect(outcome).toMatchObject({ status: "applied", observed: { statuses: { invoice: "open" } } });
		expect(till.payments(invoice)).toEqual([]);
		const part = { received: eur(200), outstanding: eur(9800), cashDiscount: eur(200) };
		expect(await till.run("mark-partially-paid", invoice, part)).toMatchObject({ status: "already-applied" });
	});

	it("is declined where others recorded the payment", async () => {
		const invoice = till.invoice();
		pay(till.fake.account, invoice, { amount: 10_000 });
		expect(await till.run("revoke-payment", invoice)).toMatchObject({ status: "declined", code: "wrong-state" });
	});

	it("does not mind that somebody took the payment back a moment before", async () => {
		const invoice = till.invoice();
		await till.run("mark-paid", invoice);
		const command = await till.command("revoke-payment", invoice);
		const [payment] = till.payments(invoice);
		const http: typeof fetch = (input, init) => {
			if (init?.method === "DELETE" && payment !== undefined) takeBack(till.fake.account, payment);
			return fetch(input, init);
		};
		expect(await till.execute(command, { http })).toMatchObject({ observed: { statuses: { invoice: "open" } } });
	});
});

describe("cancel", () => {
	it("has easybill write the cancellation, once", async () => {
		const invoice = till.invoice();
		const command = await till.command("cancel", invoice, { status: { machine: "invoice", status: "cancelled" } });
		expect(await till.execute(command)).toMatchObject({
			status: "applied",
			observed: { statuses: { invoice: "cancelled" } },
		});
		expect(await till.execute(command)).toMatchObject({ status: "already-applied" });
		const stornos = [...till.fake.account.documents.values()].filter(({ type }) => type === "STORNO");
		expect(stornos).toMatchObject([{ amount: -10_000, ref_id: invoice.id }]);
	});

	it("is declined where a payment is recorded", async () => {
		const invoice = till.invoice();
		pay(till.fake.account, invoice, { amount: 1 });
		expect(await till.run("cancel", invoice)).toMatchObject({ status: "declined", code: "wrong-state" });
	});
});
