import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type Outcome } from "@kontor/connector";
import { type Placed, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { connectorAt, shopContext } from "./rig.ts";

/** A fake shop to which commands are given: each expects the order's statuses as they are when it is made. */
export interface Till {
	readonly fake: FakeShopify;
	/** Over 100.00 EUR, by bank transfer, unless it is said otherwise. */
	readonly order: (placed?: Placed) => StoredOrder;
	readonly command: (kind: CommandKind, order: StoredOrder, given?: object) => Promise<Command>;
	readonly execute: (command: Command) => Promise<Outcome>;
	readonly run: (kind: CommandKind, order: StoredOrder, given?: object) => Promise<Outcome>;
	/** What the plugin did to the order that a merchant or customer would notice. */
	readonly happened: (order: StoredOrder) => string[];
}

export const eur = (minor: number) => ({ minor, currency: "EUR" });
export const to = (status: string, machine = "payment") => ({ status: { machine, status } });

export async function openTill(): Promise<Till> {
	const fake = await startFakeShopify();
	const command: Till["command"] = async (kind, { id }, given = {}) => {
		const now = await connectorAt(fake).read(shopContext(fake), `${id}` as Command["orderRef"]);
		return Command.parse({
			kind,
			id: randomUUID(),
			orderRef: String(id),
			issuedAt: "2026-11-22T08:00:00Z",
			expect: now?.statuses ?? {},
			status: null,
			amount: eur(10_000),
			received: eur(4000),
			outstanding: eur(6000),
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
	};
	const execute: Till["execute"] = (given) => connectorAt(fake).execute(shopContext(fake), given);
	return {
		fake,
		order: (placed = {}) => place(fake.shop, { minor: 10_000, ...placed }),
		command,
		execute,
		run: async (kind, order, given) => execute(await command(kind, order, given)),
		happened: ({ id }) =>
			fake.shop.ledger.filter((entry) => entry.order === id && entry.write !== null).map(({ what }) => what),
	};
}
