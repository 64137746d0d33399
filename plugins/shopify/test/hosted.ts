import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import { type Host, startHost } from "@kontor/host";
import type { HostedConnection, WorkOutcome } from "@kontor/protocol";
import { manifest } from "../src/manifest.ts";
import type { ShopOptions } from "./fake/state.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { appOf, connectorAt } from "./rig.ts";

/** A shop, and a host with this plugin between it and a hub in memory; nobody has consented yet. */
export interface Hosted {
	readonly fake: FakeShopify;
	readonly hub: FakeHub;
	readonly host: Host;
	readonly connection: HostedConnection;
	/** The merchant consents; his browser is sent from address to address. @returns the statuses it saw. */
	readonly consent: () => Promise<number[]>;
	readonly request: (name: string, input?: unknown) => Promise<WorkOutcome>;
	close(): Promise<void>;
}

/** @param newSecret one that the operator made for the app and gave the host; Shopify goes on signing with the one before. */
export async function startHosted({
	newSecret,
	...options
}: ShopOptions & { newSecret?: string } = {}): Promise<Hosted> {
	const fake = await startFakeShopify({ deliverAtOnce: true, ...options });
	if (newSecret !== undefined) fake.shop.clientSecrets.push(newSecret);
	const hub = await startFakeHub();
	const connection = hub.connect({
		plugin: manifest.id,
		config: { shop: fake.shop.domain },
		secrets: null,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [connectorAt(fake)],
		apps: { [manifest.id]: { ...appOf(fake), clientSecrets: fake.shop.clientSecrets.toReversed() } },
		allowPrivateAddresses: true,
		graceMs: 500,
	});
	await host.ready;
	const request: Hosted["request"] = (name, input) => hub.request(connection.id, name, input);
	return {
		fake,
		hub,
		host,
		connection,
		request,
		async consent() {
			const nonce = hub.expectConsent(connection.id);
			const begun = await request("begin-connect", { nonce, returnUrl: null });
			if (begun.kind !== "result") throw new Error(`begin-connect: ${JSON.stringify(begun)}`);
			const statuses: number[] = [];
			for (let url: string | null = (begun.result as { redirect: string }).redirect; url?.includes("127.0.0.1"); ) {
				const answer: Response = await fetch(url, { redirect: "manual" });
				statuses.push(answer.status);
				const location: string | null = answer.headers.get("location");
				url = location === null ? null : new URL(location, url).href;
			}
			return statuses;
		},
		async close() {
			await host.close();
			await hub.close();
			await fake.close();
		},
	};
}
