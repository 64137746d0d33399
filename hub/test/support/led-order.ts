import { call, cancelOrder, doOrderAction, listNotifications, unlinkConnections, type WorkOf } from "@kontor/protocol";
import { order, type TestShop } from "./connected-shop.ts";
import { connectBoth, invoice, type LinkedShops, link, storedOrder } from "./linked-shops.ts";
import type { TestHub } from "./test-hub.ts";

/** The order "1" of a shop that leads, and its invoice "RE-1" in an ERP that follows. */
export interface LedOrder extends LinkedShops {
	/** What is written to the follower's system. */
	map(written: Readonly<Record<string, string>>): Promise<void>;
	/** It can be overdue and handed over. */
	deliverOnInvoice(): Promise<void>;
	/** It can be cancelled. */
	deliverInAdvance(): Promise<void>;
	leader(): Promise<string>;
	follower(): Promise<string>;
	/** Cancels, or marks as overdue. */
	cancel(): Promise<unknown>;
	act(action: "hand-over" | "revive"): Promise<unknown>;
	/** The leader's and the follower's. */
	states(): Promise<string[]>;
	notices(): Promise<string[]>;
	link(): Promise<unknown>;
	unlink(): Promise<unknown>;
	/** What the follower's system was told, and how far that is. */
	told(): Promise<string[]>;
	commandsOfFollower(): Promise<WorkOf<"command">[]>;
	/** The follower's system does what it is told. */
	carryOut(): Promise<void>;
}

export const ON_INVOICE = { paymentMethod: { id: "invoice", title: "Rechnung" } };

/** Two linked shops, of which the follower shows every mark by a status of its own. */
export async function ledOrder(hub: TestHub, host: TestShop["host"]): Promise<LedOrder> {
	hub.setClock("2026-11-02T08:00:00Z");
	const both = await connectBoth(hub, host);
	const { shop, erp } = both;
	const { merchant } = shop;
	let revision = 1;
	const led: LedOrder = {
		...both,
		async map(written) {
			const entries = Object.entries({ paid: "completed", ...written });
			const mapped = Object.fromEntries(entries.map(([what, status]) => [what, { machine: "order", status }]));
			await hub.sql.query(
				`UPDATE connections SET mapping = jsonb_set(mapping, '{statuses,invoice,written}', $2) WHERE id = $1`,
				[erp.id, JSON.stringify(mapped)],
			);
		},
		async deliverOnInvoice() {
			await shop.deliver(order("1", ON_INVOICE));
			await erp.deliver(invoice("1"));
		},
		async deliverInAdvance() {
			await shop.deliver(order("1"));
			await erp.deliver(invoice("1"));
		},
		leader: async () => (await storedOrder(hub, shop, "1")).id,
		follower: async () => (await storedOrder(hub, erp, "RE-1")).id,
		cancel: async () => call(merchant, cancelOrder, { params: { order: await led.leader() } }),
		act: async (action) => call(merchant, doOrderAction, { params: { order: await led.leader(), action } }),
		states: async () => [(await storedOrder(hub, shop, "1")).state, (await storedOrder(hub, erp, "RE-1")).state],
		notices: async () => (await call(merchant, listNotifications, {})).items.map(({ code }) => code),
		link: () => link(both),
		unlink: () => call(merchant, unlinkConnections, { params: { leader: shop.id, follower: erp.id } }),
		async told() {
			const { told } = await storedOrder(hub, erp, "RE-1");
			return told.map(({ kind, status, state }) => [kind, status, state].filter((part) => part !== null).join(" "));
		},
		async commandsOfFollower() {
			return (await shop.leaseCommands()).filter(({ connection }) => connection === erp.id);
		},
		async carryOut() {
			for (let rest = await led.commandsOfFollower(); rest.length > 0; rest = await led.commandsOfFollower()) {
				for (const work of rest) {
					const { kind, status } = work.command;
					const received = kind === "mark-paid" ? 10_000 : 0;
					await erp.applied(work, { status: status?.status ?? "pending", received, revision: ++revision });
				}
			}
		},
	};
	await led.map({ cancelled: "void", overdue: "overdue", debtCollection: "collection", paymentRevoked: "shipped" });
	await led.link();
	return led;
}
