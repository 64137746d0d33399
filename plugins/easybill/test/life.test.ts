import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { cancel, edit, pay, write } from "./fake/document-life.ts";
import type { Document } from "./fake/schema.ts";
import { announce } from "./fake/webhooks.ts";
import { type Hosted, startHosted } from "./hosted.ts";

/** An account's life with Kontor, through the real host, from its key to the withdrawal of it. The clock is the account's. */
let now: number;
let hosted: Hosted;
beforeEach(async () => {
	now = Date.parse("2026-11-22T08:00:00Z");
	hosted = await startHosted({ now: () => new Date(now) });
});
afterEach(() => hosted.close());

it("an account is connected, read, told of payments, and let go", { timeout: 20_000 }, async () => {
	const { fake, hub, connection, host } = hosted;
	const { account } = fake;
	const stored = ({ id }: Document) => hub.book(connection).orders.get(String(id) as OrderRef);
	const request = (name: string, input?: unknown) => hub.request(connection, name, input);
	const eur = (minor: number) => ({ minor, currency: "EUR" });
	const tell = (invoice: Document, kind: CommandKind, given: object) =>
		hub.command(
			connection,
			Command.parse({
				kind,
				id: randomUUID(),
				orderRef: String(invoice.id),
				issuedAt: new Date(now).toISOString(),
				expect: stored(invoice)?.statuses ?? {},
				status: null,
				paidOn: "2026-11-21",
				bankReference: "NTRF-1",
				...given,
			}),
		);
	const applied = (status: string) => ({
		kind: "outcome",
		outcome: { status: "applied", observed: { statuses: { invoice: status } } },
	});

	// Before the connection: an open invoice, a draft, and one that is paid.
	const early = write(account);
	const draft = write(account, { is_draft: true });
	pay(account, write(account), { amount: 10_000 });
	now += 60_000;
	expect(await request("check")).toMatchObject({
		result: { ok: true, identity: "login 4711", shopClock: "2026-11-22T08:01:00.000Z" },
	});
	expect(await request("describe")).toMatchObject({ kind: "result" });
	expect(await request("watch-webhooks")).toMatchObject({ result: { state: "created", problems: [] } });
	expect(await hub.pull(connection)).toMatchObject({ kind: "result" });
	expect([...hub.book(connection).orders.keys()]).toEqual([String(early.id)]);
	expect(stored(early)?.recordedAt).toBe("2026-11-22T08:00:00.000Z");

	// The draft is finished: easybill calls, and the invoice is here, with its PDF.
	now += 60_000;
	edit(account, draft, {
		is_draft: false,
		number: "RE-2026-7",
		due_date: "2026-12-06",
		cash_allowance: 2,
		cash_allowance_days: 7,
	});
	const call = (invoice: Document, event: string) => announce(account, invoice, event, host.url);
	expect(await call(draft, "document.completed")).toEqual([200]);
	expect(stored(draft)).toMatchObject({
		number: "RE-2026-7",
		invoice: { dueDate: "2026-12-06" },
		paymentTerms: [
			{ days: 7, discountPercent: 2 },
			{ days: 14, discountPercent: 0 },
		],
	});
	const { documentRef } = stored(draft)?.invoice ?? {};
	expect(await request("document", { ref: String(draft.id), documentRef })).toMatchObject({ kind: "result" });
	expect([...hub.documents.values()].map((pdf) => new TextDecoder().decode(pdf))).toEqual([
		expect.stringContaining("RE-2026-7"),
	]);

	// It is paid with cash discount; the early one in two parts, of which the bank takes one back.
	expect(await tell(draft, "mark-paid", { amount: eur(10_000), cashDiscount: eur(200) })).toMatchObject(
		applied("paid"),
	);
	const parts = { received: eur(4000), outstanding: eur(6000) };
	expect(await tell(early, "mark-partially-paid", parts)).toMatchObject(applied("partiallyPaid"));
	expect(await call(early, "document.payment_add")).toEqual([200]);
	expect(stored(early)?.receivedInShop).toEqual(eur(4000));
	expect(await tell(early, "mark-paid", { amount: eur(10_000) })).toMatchObject(applied("paid"));
	await call(early, "document.payment_add");
	const returned = { outstanding: eur(6000), reason: "Rücklastschrift" };
	expect(await tell(early, "revoke-payment", returned)).toMatchObject(applied("partiallyPaid"));
	await call(early, "document.payment_delete");
	expect(stored(early)).toMatchObject({ statuses: { invoice: "partiallyPaid" }, receivedInShop: eur(4000) });

	// A credit note, and what no call told: found by the next pull, and by the comparison.
	now += 3_600_000;
	write(account, { type: "CREDIT", amount: -1000, ref_id: early.id });
	const quiet = write(account);
	await hub.pull(connection);
	expect(stored(early)?.amount).toEqual(eur(9000));
	expect(stored(quiet)).toBeDefined();
	pay(account, quiet, { amount: 10_000, payment_at: "2026-11-20" });
	expect(await request("compare")).toMatchObject({ kind: "result", result: { readAgain: 1 } });
	await vi.waitFor(() => expect(stored(quiet)?.statuses).toEqual({ invoice: "paid" }));

	// The merchant cancels; a stranger who knows the address knows no token.
	const doomed = write(account);
	await call(doomed, "document.create");
	cancel(account, doomed);
	await call(doomed, "document.update");
	expect(stored(doomed)?.statuses).toEqual({ invoice: "cancelled" });
	const forged = await fetch(`${host.url}/webhooks/${connection}?token=x`, { method: "POST", body: "{}" });
	expect(forged.status).toBe(401);

	// Every payment stands once. Then the plan ends, and the merchant is told why nothing goes on.
	expect([draft, early, quiet].map(({ id }) => account.paymentsOf(id).map(({ amount }) => amount))).toEqual([
		[9800],
		[4000],
		[10_000],
	]);
	account.refused = "plan";
	expect(await hub.pull(connection)).toMatchObject({
		kind: "fault",
		fault: { fault: "bad-config", code: "EASYBILL_NOT_IN_PLAN" },
	});
});
