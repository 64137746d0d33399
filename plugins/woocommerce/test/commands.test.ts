import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type Outcome } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import type { Shop } from "../src/manifest.ts";
import { moveTo, type Placed, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

/** What is WooCommerce's own about the commands; what holds for every shop is in the conformance suite. */
let fake: FakeWooCommerce;
let ctx: Shop;

beforeEach(async () => {
	fake = await startFakeWooCommerce({ customStatuses: { "ready-to-ship": "Versandbereit", dunning: "Mahnung" } });
	ctx = shopContext(fake);
});
afterEach(() => fake.close());

function order(placed: Partial<Placed> = {}): StoredOrder {
	return place(fake.shop, { total: "23.80", ...placed });
}

function command(kind: CommandKind, { id, status }: StoredOrder, given: object = {}): Command {
	const money = { minor: 2380, currency: "EUR" };
	return Command.parse({
		kind,
		id: randomUUID(),
		orderRef: String(id),
		issuedAt: "2026-11-22T08:00:00Z",
		expect: { order: status },
		status: null,
		amount: money,
		received: { ...money, minor: 1000 },
		outstanding: { ...money, minor: 1380 },
		paidOn: "2026-11-21",
		repaidOn: "2026-11-21",
		bankReference: "2026112100042",
		reason: "Frist abgelaufen",
		text: "Zahlung angekündigt",
		carrier: "DHL",
		trackingNumber: "0034043416",
		shippedAt: "2026-11-22T08:00:00Z",
		purpose: "overdue",
		...given,
	});
}

const to = (status: string) => ({ status: { machine: "order", status } });

async function execute(given: Command): Promise<Outcome> {
	return connector.execute(ctx, given);
}

/** Stops for good behind the nth write. */
function killedBehindWrite(nth: number): Promise<Shop> {
	let writes = 0;
	const http: typeof fetch = async (input, init) => {
		const answer = await fetch(input, init);
		if ((input as Request).method === "GET" || ++writes < nth) return answer;
		throw new TypeError("fetch failed", { cause: Object.assign(new Error("killed"), { code: "ECONNRESET" }) });
	};
	return Promise.resolve(shopContext(fake, { http }));
}

function happened({ id }: StoredOrder): string[] {
	return fake.shop.ledger.filter((entry) => entry.order === id && entry.write !== null).map(({ what }) => what);
}

describe("mark-paid", () => {
	it("pays a bank transfer order, with the bank's reference", async () => {
		const paid = order();
		const outcome = await execute(command("mark-paid", paid, to("processing")));
		expect(outcome).toMatchObject({
			status: "applied",
			observed: { statuses: { order: "processing" }, receivedInShop: { minor: 2380, currency: "EUR" } },
		});
		expect(paid).toMatchObject({ transactionId: "2026112100042", status: "processing" });
		expect(paid.paid).not.toBeNull();
	});

	it("leaves an order without goods to send completed", async () => {
		const paid = order({ downloadOnly: true });
		await execute(command("mark-paid", paid, to("processing")));
		expect(paid.status).toBe("completed");
		expect(happened(paid).filter((what) => what.startsWith("e-mail"))).toHaveLength(1);
	});

	it("writes the mapped status where it is another than WooCommerce chose", async () => {
		const paid = order();
		expect(await execute(command("mark-paid", paid, to("ready-to-ship")))).toMatchObject({ status: "applied" });
		expect(happened(paid).at(-1)).toBe("status processing->ready-to-ship");
	});

	it("killed between its two writes it carries on with the second", async () => {
		const paid = order();
		const given = command("mark-paid", paid, to("ready-to-ship"));
		await expect(connector.execute(await killedBehindWrite(1), given)).rejects.toMatchObject({
			fault: "unknown-outcome",
		});
		expect(paid.status).toBe("processing");
		expect(await execute(given)).toMatchObject({ status: "applied" });
		expect(paid.status).toBe("ready-to-ship");
		expect(await execute(given)).toMatchObject({ status: "already-applied" });
	});

	it("given again after the merchant moved on it leaves his status alone", async () => {
		const paid = order();
		const given = command("mark-paid", paid, to("ready-to-ship"));
		await execute(given);
		moveTo(fake.shop, paid, "cancelled");
		expect(await execute(given)).toMatchObject({ status: "already-applied" });
		expect(paid.status).toBe("cancelled");
	});

	it.each(["pending", "failed", "cancelled"])("pays an order in %s that the hub knows to be so", async (status) => {
		const paid = order({ status });
		expect(await execute(command("mark-paid", paid))).toMatchObject({ status: "applied" });
		expect(paid.status).toBe("processing");
	});

	it.each([
		["invoice", "completed"],
		["invoice", "processing"],
		["cod", "processing"],
	])("records the payment of %s in %s without announcing the order once more", async (paymentMethod, status) => {
		const paid = order({ paymentMethod, status });
		const outcome = await execute(command("mark-paid", paid));
		expect(outcome).toMatchObject({ status: "applied", observed: { receivedInShop: { minor: 2380 } } });
		expect(happened(paid)).toEqual([]);
		expect(paid).toMatchObject({ status, transactionId: "2026112100042" });
	});

	it("is declined where the shop asks for more by now", async () => {
		const raised = order();
		raised.total = "30.00";
		expect(await execute(command("mark-paid", raised))).toMatchObject({ status: "declined", code: "amount-mismatch" });
		expect(happened(raised)).toEqual([]);
	});

	it("is told again once the rest of a raised amount came in", async () => {
		const raised = order();
		await execute(command("mark-paid", raised, to("processing")));
		raised.total = "30.00";
		const amount = { minor: 3000, currency: "EUR" };
		const outcome = await execute(command("mark-paid", raised, { ...to("processing"), amount }));
		expect(outcome).toMatchObject({ status: "applied", observed: { receivedInShop: amount } });
	});

	it("leaves an order waiting where a plugin lets no payment through, also after a crash", async () => {
		await fake.close();
		fake = await startFakeWooCommerce({ refusesPayments: true });
		ctx = shopContext(fake);
		for (const killed of [false, true]) {
			const waiting = order();
			const given = command("mark-paid", waiting, to("processing"));
			if (killed) await connector.execute(await killedBehindWrite(1), given).catch(() => {});
			expect(await execute(given)).toMatchObject({
				status: "declined",
				code: "wrong-state",
				observed: { receivedInShop: { minor: 0 } },
			});
		}
	});

	it("is declined for an order of zero", async () => {
		const free = order({ total: "0.00" });
		expect(await execute(command("mark-paid", free))).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(happened(free)).toEqual([]);
	});

	it("is recorded where the merchant meanwhile set the very status himself", async () => {
		const delivered = order({ paymentMethod: "invoice", status: "processing" });
		const given = command("mark-paid", delivered, to("completed"));
		moveTo(fake.shop, delivered, "completed");
		const outcome = await execute(given);
		expect(outcome).toMatchObject({ status: "applied", observed: { receivedInShop: { minor: 2380 } } });
	});

	it("is declined for a refunded order", async () => {
		const refunded = order({ status: "refunded" });
		expect(await execute(command("mark-paid", refunded))).toMatchObject({ status: "declined", code: "wrong-state" });
	});

	it("has nothing to do where the merchant marked it himself", async () => {
		const paid = order();
		const given = command("mark-paid", paid, to("processing"));
		moveTo(fake.shop, paid, "processing");
		expect(await execute(given)).toMatchObject({ status: "already-applied" });
	});

	it("names a mapped status that the shop no longer has", async () => {
		const paid = order();
		await expect(execute(command("mark-paid", paid, to("gone")))).rejects.toMatchObject({
			fault: "unknown-outcome", // the payment itself was written before
			details: { code: "WOOCOMMERCE_UNKNOWN_STATUS", forMerchant: { de: expect.stringContaining("Zuordnung") } },
		});
		await expect(execute(command("set-status", order(), to("gone")))).rejects.toMatchObject({ fault: "bad-config" });
	});
});

describe("revoke-payment", () => {
	it("makes the order wait for money again, and it can be paid again", async () => {
		const revoked = order();
		await execute(command("mark-paid", revoked, to("processing")));
		const outcome = await execute(command("revoke-payment", revoked, to("on-hold")));
		expect(outcome).toMatchObject({
			status: "applied",
			observed: { statuses: { order: "on-hold" }, receivedInShop: { minor: 0 } },
		});
		expect(revoked.transactionId).toBe("");
		expect(revoked.paid).not.toBeNull(); // the API cannot clear it
		const again = await execute(command("mark-paid", revoked, to("processing")));
		expect(again).toMatchObject({ status: "applied", observed: { receivedInShop: { minor: 2380 } } });
	});

	it("is heard where the mapping has no status for it", async () => {
		const revoked = order({ paymentMethod: "invoice", status: "completed" });
		await execute(command("mark-paid", revoked));
		const outcome = await execute(command("revoke-payment", revoked));
		expect(outcome).toMatchObject({ status: "applied", observed: { receivedInShop: { minor: 0 } } });
	});
});

describe("cancel", () => {
	it("cancels and says why", async () => {
		const cancelled = order();
		expect(await execute(command("cancel", cancelled))).toMatchObject({ status: "applied" });
		expect(cancelled.status).toBe("cancelled");
		expect(happened(cancelled).at(-1)).toMatch(/^note Frist abgelaufen \(Kontor [0-9a-f-]{36}\)$/);
	});

	it("is declined where the shop was paid", async () => {
		const paid = order();
		moveTo(fake.shop, paid, "processing");
		expect(await execute(command("cancel", paid))).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(happened(paid)).toEqual([]);
	});
});

describe("notes", () => {
	it("tell a part payment in both languages", async () => {
		const partly = order();
		await execute(command("mark-partially-paid", partly));
		expect(happened(partly).join()).toContain(
			"Teilzahlung: 10,00 EUR eingegangen, 13,80 EUR offen. / Part payment: 10.00 EUR received, 13.80 EUR outstanding.",
		);
	});

	it("carry no HTML into the shop's admin", async () => {
		const noted = order();
		await execute(command("annotate", noted, { text: "<script>alert(1)</script>" }));
		expect(happened(noted).join()).not.toContain("<");
	});
});

describe("push-shipment", () => {
	it("adds the parcel to those of the tracking plugin", async () => {
		const first = { tracking_provider: "dhl-de", tracking_number: "111", date_shipped: "1795305600", tracking_id: "a" };
		const sent = order({ meta: { _wc_shipment_tracking_items: [first] } });
		const given = command("push-shipment", sent);
		await execute(given);
		const parcels = () => sent.meta.find(({ key }) => key === "_wc_shipment_tracking_items")?.value;
		expect(parcels()).toMatchObject([first, { tracking_number: "0034043416", custom_tracking_provider: "DHL" }]);
		await execute({ ...given, id: command("annotate", sent).id });
		expect(parcels()).toHaveLength(2);
	});

	it("is declined for an order that was cancelled, and revives none", async () => {
		const cancelled = order({ status: "cancelled" });
		const given = command("push-shipment", cancelled, to("completed"));
		expect(await execute(given)).toMatchObject({ status: "declined", code: "wrong-state" });
		expect([cancelled.status, cancelled.meta]).toEqual(["cancelled", []]);
	});

	it("leaves alone what it does not know, and writes the note", async () => {
		const sent = order({ meta: { _wc_shipment_tracking_items: "a:1:{i:0;s:3:" } });
		expect(await execute(command("push-shipment", sent))).toMatchObject({ status: "applied" });
		expect(sent.meta[0]?.value).toBe("a:1:{i:0;s:3:");
	});
});

describe("record-repayment", () => {
	it("is a refund in the shop's books that lowers what it received, not what is owed", async () => {
		const repaid = order();
		await execute(command("mark-paid", repaid, to("processing")));
		const given = command("record-repayment", repaid, { amount: { minor: 500, currency: "EUR" } });
		expect(await execute(given)).toMatchObject({ status: "applied", observed: { receivedInShop: { minor: 1880 } } });
		expect(await connector.read(ctx, given.orderRef)).toMatchObject({ amount: { minor: 2380 } });
		expect(await execute(given)).toMatchObject({ status: "already-applied" });
		expect(repaid.refunds).toMatchObject([{ amount: "5.00", reason: expect.stringContaining(given.id) }]);
	});

	it("is declined beyond what can be refunded", async () => {
		const repaid = order({ status: "processing" });
		const given = command("record-repayment", repaid, { amount: { minor: 2381, currency: "EUR" } });
		expect(await execute(given)).toMatchObject({ status: "declined", code: "amount-mismatch" });
	});

	it("is declined where nothing was received", async () => {
		const given = command("record-repayment", order());
		expect(await execute(given)).toMatchObject({ status: "declined", code: "wrong-state" });
	});
});

it("an order in the trash is gone", async () => {
	const trashed = order();
	moveTo(fake.shop, trashed, "trash");
	expect(await execute(command("annotate", trashed))).toMatchObject({ status: "declined", code: "order-gone" });
});
