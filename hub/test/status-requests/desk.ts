import { randomUUID } from "node:crypto";
import type { Standing, StatusRequest } from "@kontor/connector";
import {
	call,
	listNotifications,
	listStandings,
	type ManifestOnWire,
	postStatusRequests,
	type WorkOf,
} from "@kontor/protocol";
import { expect } from "vitest";
import { type ConnectedErp, connectErp } from "../support/connected-erp.ts";
import { connectShop, MANIFEST, type TestShop } from "../support/connected-shop.ts";
import type { TestHub } from "../support/test-hub.ts";

export const PARCEL = { carrier: "DHL", trackingNumber: "0034", shippedAt: "2026-11-02T07:30:00Z" };

export const status = (to: string) => ({ machine: "order", status: to });

/** That order N1 was shipped, with a parcel. */
export function wish(changes: Partial<StatusRequest> = {}): StatusRequest {
	return {
		id: randomUUID(),
		subject: "Woo/N1",
		platform: { plugin: MANIFEST.id, shop: null },
		orderNumber: "N1",
		from: "open",
		to: "shipped",
		status: status("completed"),
		shipments: [PARCEL],
		mail: null,
		...changes,
	};
}

/** A platform's shop and an ERP of one merchant. */
export interface Desk {
	readonly shop: TestShop;
	readonly erp: ConnectedErp;
	post(...requests: StatusRequest[]): Promise<Standing[]>;
	standing(subject?: string): Promise<Standing | undefined>;
	/** The only one that is due. */
	theCommand(): Promise<WorkOf<"command">>;
	/** The codes of what the merchant is told. */
	told(): Promise<string[]>;
}

export async function openDesk(hub: TestHub, platform: ManifestOnWire): Promise<Desk> {
	const shop = await connectShop(hub, { host: await hub.newHost(platform) });
	const erp = await connectErp(hub, shop.merchant.id);
	const params = { connection: erp.connection };
	return {
		shop,
		erp,
		async post(...requests) {
			return (await call(erp.host, postStatusRequests, { params, body: { requests, held: [] } })).standings;
		},
		async standing(subject = "Woo/N1") {
			return (await call(erp.host, listStandings, { params, body: { subjects: [subject] } })).standings[0];
		},
		async theCommand() {
			const [command, ...others] = await shop.leaseCommands();
			expect(others).toEqual([]);
			if (command === undefined) throw new Error("there is no command");
			return command;
		},
		told: async () => (await call(shop.merchant, listNotifications, {})).items.map(({ code }) => code),
	};
}
