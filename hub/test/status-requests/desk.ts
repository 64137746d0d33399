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
import { type ConnectedErp, connectErp, newErpHost } from "../support/connected-erp.ts";
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
	readonly shop: ReturnType<typeof alone>;
	readonly erp: ConnectedErp;
	post(...requests: StatusRequest[]): Promise<Standing[]>;
	standing(subject?: string): Promise<Standing | undefined>;
	/** The only one that is due. */
	theCommand(): Promise<WorkOf<"command">>;
	/** The codes of what the merchant is told. */
	told(): Promise<string[]>;
}

/** The hosts of both are there once for many merchants. */
export async function openOffice(hub: TestHub, platform: ManifestOnWire): Promise<() => Promise<Desk>> {
	const host = await hub.newHost(platform);
	const erpHost = await newErpHost(hub);
	return async () => {
		const shop = await connectShop(hub, { host });
		return deskOf(alone(shop), await connectErp(hub, shop.merchant.id, erpHost));
	};
}

/** What its host is given of shops of earlier tests is theirs. `others`: of this merchant, too. */
function alone(shop: TestShop): TestShop & { readonly others: Set<string> } {
	const others = new Set<string>();
	const lease: TestShop["lease"] = async (options) =>
		(await shop.lease(options)).filter(({ connection }) => connection === shop.id || others.has(connection));
	return {
		...shop,
		others,
		lease,
		leaseCommands: async () => (await lease()).filter((work) => work.kind === "command"),
	};
}

function deskOf(shop: Desk["shop"], erp: ConnectedErp): Desk {
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
