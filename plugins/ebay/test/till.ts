import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type Outcome } from "@kontor/connector";
import type { Shop } from "../src/manifest.ts";
import { type Placed, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { connectorAt, shopContext } from "./rig.ts";

/** A fake eBay to which commands are given: each expects the order's statuses as they are when it is made. */
export interface Till {
	readonly fake: FakeEbay;
	/** Over 100.00 EUR, by bank transfer, unless it is said otherwise. */
	readonly order: (placed?: Placed) => StoredOrder;
	readonly run: (kind: CommandKind, order: StoredOrder, given?: object, ctx?: Partial<Shop>) => Promise<Outcome>;
	/** What a buyer or seller would notice. */
	readonly happened: (order: StoredOrder) => string[];
}

export const eur = (minor: number) => ({ minor, currency: "EUR" });

export async function openTill(): Promise<Till> {
	const fake = await startFakeEbay();
	const connector = connectorAt(fake);
	return {
		fake,
		order: (placed = {}) => place(fake.ebay, { minor: 10_000, ...placed }),
		async run(kind, { id }, given = {}, ctx = {}) {
			const context = shopContext(fake, ctx);
			const now = await connector.read(context, id as Command["orderRef"]);
			const command = Command.parse({
				kind,
				id: randomUUID(),
				orderRef: id,
				issuedAt: "2026-11-22T08:00:00Z",
				expect: now?.statuses ?? {},
				status: null,
				amount: eur(10_000),
				paidOn: "2026-11-21",
				bankReference: "2026112100042",
				reason: "Frist abgelaufen",
				carrier: "DHL",
				trackingNumber: "00340434161094015902",
				shippedAt: fake.ebay.now().toISOString(),
				...given,
			});
			return connector.execute(context, command);
		},
		happened: ({ id }) => fake.ebay.ledger.filter(({ order }) => order === id).map(({ what }) => what),
	};
}
