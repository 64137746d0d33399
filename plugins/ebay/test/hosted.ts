import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import { type Host, startHost } from "@kontor/host";
import type { HostedConnection, WorkOutcome } from "@kontor/protocol";
import { ebay } from "../src/ebay.ts";
import { manifest } from "../src/manifest.ts";
import { appAt } from "./app-at.ts";
import type { EbayOptions } from "./fake/state.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { configOf } from "./rig.ts";

/** eBay, and a host with this plugin between it and a hub in memory; nobody has consented yet. */
export interface Hosted {
	readonly fake: FakeEbay;
	readonly hub: FakeHub;
	readonly host: Host;
	readonly connection: HostedConnection;
	/** The seller consents; his browser is sent from address to address. @returns the statuses it saw */
	readonly consent: () => Promise<number[]>;
	readonly request: (name: string, input?: unknown) => Promise<WorkOutcome>;
	close(): Promise<void>;
}

export async function startHosted(options: EbayOptions = {}): Promise<Hosted> {
	const fake = await startFakeEbay({ deliverAtOnce: true, ...options });
	const hub = await startFakeHub();
	const connection = hub.connect({
		plugin: manifest.id,
		config: { ...configOf(fake) },
		secrets: null,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [ebay({ originOf: () => fake.url })],
		apps: { [manifest.id]: appAt(fake) },
		allowPrivateAddresses: true,
		graceMs: 500,
	});
	await host.ready;
	fake.acceptUrl = `${host.url}/routes/ebay/callback`;
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
			for (let url: string | null = (begun.result as { redirect: string }).redirect; url !== null; ) {
				const answer: Response = await fetch(url, { redirect: "manual" });
				await answer.body?.cancel();
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
