import { inflateRawSync } from "node:zlib";
import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import { type Host, startHost } from "@kontor/host";
import type { HostedConnection } from "@kontor/protocol";
import { connector } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import { type App, installApp } from "./fake/app.ts";
import type { ShopOptions } from "./fake/state.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";

/** A shop, and a host with this plugin between it and a hub in memory; nothing is installed yet. */
export interface Hosted {
	readonly fake: FakeShopware;
	readonly hub: FakeHub;
	readonly host: Host;
	readonly connection: HostedConnection;
	/** The connection begins; the merchant downloads the app made for it. @returns its manifest. */
	download(): Promise<string>;
	/** The merchant downloads the app and installs it. */
	install(): Promise<App>;
	close(): Promise<void>;
}

export async function startHosted(
	options: ShopOptions & { hostNow?: () => Date; appSecret?: string } = {},
): Promise<Hosted> {
	const fake = await startFakeShopware(options);
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
		...(options.appSecret === undefined ? {} : { apps: { [manifest.id]: { secret: options.appSecret } } }),
		graceMs: 500,
		...(options.hostNow === undefined ? {} : { now: options.hostNow }),
	});
	await host.ready;
	const download = async () => {
		const nonce = hub.expectConsent(connection.id);
		const begun = await hub.request(connection.id, "begin-connect", {
			nonce,
			returnUrl: "https://kontor.example/orders",
		});
		if (begun.kind !== "result") throw new Error(`begin-connect: ${JSON.stringify(begun)}`);
		const answer = await fetch((begun.result as { redirect: string }).redirect);
		if (answer.status !== 200) throw new Error(`package: ${answer.status}`);
		return unzipped(new Uint8Array(await answer.arrayBuffer()), "Kontor/manifest.xml");
	};
	return {
		fake,
		hub,
		host,
		connection,
		download,
		install: async () => installApp(fake.shop, await download()),
		async close() {
			await host.close();
			await hub.close();
			await fake.close();
		},
	};
}

/** One file of a ZIP, found by its directory at the end, as PHP's ZipArchive finds it. */
function unzipped(bytes: Uint8Array, name: string): string {
	const file = Buffer.from(bytes);
	const end = file.lastIndexOf("PK\x05\x06", undefined, "latin1");
	let at = file.readUInt32LE(end + 16);
	for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
		const length = file.readUInt16LE(at + 28);
		const found = file.toString("utf8", at + 46, at + 46 + length);
		if (found === name) {
			const local = file.readUInt32LE(at + 42);
			const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
			const content = file.subarray(start, start + file.readUInt32LE(at + 20));
			return (file.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content).toString("utf8");
		}
		at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
	}
	throw new Error(`no ${name} in the package`);
}
