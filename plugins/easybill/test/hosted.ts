import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import type { Connector } from "@kontor/connector";
import { type Host, startHost } from "@kontor/host";
import { easybill } from "../src/easybill.ts";
import { manifest } from "../src/manifest.ts";
import type { AccountOptions } from "./fake/account.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";

/** A fake account, and a host with this plugin between it and a hub in memory. */
export interface Hosted {
	readonly fake: FakeEasybill;
	readonly hub: FakeHub;
	readonly host: Host;
	/** The connection's id. */
	readonly connection: string;
	close(): Promise<void>;
}

export interface HostedOptions extends AccountOptions {
	readonly plan?: "PLUS" | "BUSINESS";
	readonly leaseSeconds?: number;
	/** What the host runs instead of the connector as it is. */
	readonly wrapped?: (connector: Connector) => Connector;
}

export async function startHosted(options: HostedOptions = {}): Promise<Hosted> {
	const { plan = "BUSINESS", leaseSeconds, wrapped = (connector) => connector, ...account } = options;
	const fake = await startFakeEasybill(account);
	const hub = await startFakeHub(leaseSeconds === undefined ? {} : { leaseSeconds });
	const { id } = hub.connect({
		plugin: manifest.id,
		config: { plan },
		secrets: { apiKey: fake.account.apiKey },
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [wrapped(easybill(fake.url))],
		allowPrivateAddresses: true,
		graceMs: 100,
	});
	await host.ready;
	return {
		fake,
		hub,
		host,
		connection: id,
		async close() {
			await host.close();
			await hub.close();
			await fake.close();
		},
	};
}
