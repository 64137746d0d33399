import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import { type Host, startHost } from "@kontor/host";
import type { HostedConnection, WorkOutcome } from "@kontor/protocol";
import { connector } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import type { ShopOptions } from "./fake/state.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";

/** A shop, and a host with this plugin between it and a hub in memory; nobody has consented yet. */
export interface Hosted {
	readonly fake: FakeWooCommerce;
	readonly hub: FakeHub;
	readonly host: Host;
	readonly connection: HostedConnection;
	/** The merchant consents on the shop's own page. @returns where his browser is sent then. */
	readonly consent: () => Promise<string | null>;
	readonly request: (name: string, input?: unknown) => Promise<WorkOutcome>;
	close(): Promise<void>;
}

export async function startHosted(options: ShopOptions = {}): Promise<Hosted> {
	const fake = await startFakeWooCommerce({ deliverAtOnce: true, ...options });
	const hub = await startFakeHub();
	const connection = hub.connect({
		plugin: manifest.id,
		config: { url: fake.url, allowHttp: true },
		secrets: null,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [connector],
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
			const begun = await request("begin-connect", { nonce, returnUrl: "https://kontor.example/shops" });
			if (begun.kind !== "result") throw new Error(`begin-connect: ${JSON.stringify(begun)}`);
			const page = (begun.result as { redirect: string }).redirect;
			return (await fetch(page, { redirect: "manual" })).headers.get("location");
		},
		async close() {
			await host.close();
			await hub.close();
			await fake.close();
		},
	};
}
