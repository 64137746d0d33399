import type { RawRequest } from "@kontor/connector";
import { type Host, startHost } from "@kontor/host";
import type { HostedConnection } from "@kontor/protocol";
import { pino } from "pino";
import { assert } from "vitest";
import { type Bench, scopeOf } from "./bench.ts";
import { type FakeHub, startFakeHub } from "./fake-hub/fake-hub.ts";

/** The bench's connector run by the real host, against a hub in memory, over HTTP. */
export interface Hosted {
	readonly host: Host;
	readonly hub: FakeHub;
	readonly connection: HostedConnection;
	/** The connection's webhook as the shop sends it. */
	readonly deliver: (raw: Pick<RawRequest, "url" | "headers" | "body">) => Promise<number>;
}

/** Runs with a host and a hub of its own; afterwards their logs and calls are evidence, too. */
export async function hosted(bench: Bench, run: (hosted: Hosted) => Promise<void>): Promise<void> {
	const { connector, rig } = bench;
	const hub = await startFakeHub();
	const connection = hub.connect({
		plugin: connector.manifest.id,
		config: { ...rig.config },
		secrets: { ...rig.secrets },
		scope: scopeOf(rig),
		webhookKeys: [...bench.webhookKeys],
	});
	const log = pino(
		{ level: "trace" },
		{ write: (line: string) => bench.evidence.push({ from: "host's log", value: line }) },
	);
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [connector],
		...(rig.app === undefined ? {} : { apps: { [connector.manifest.id]: rig.app } }),
		allowPrivateAddresses: true,
		log,
		graceMs: 500,
	});
	try {
		await host.ready;
		const deliver: Hosted["deliver"] = async ({ url, headers, body }) => {
			const { search } = new URL(url, host.url);
			const sent = new Headers(headers);
			for (const name of ["host", "content-length", "connection"]) sent.delete(name);
			const at = `${host.url}/webhooks/${connection.id}${search}`;
			return (await fetch(at, { method: "POST", headers: sent, body: new Uint8Array(body) })).status;
		};
		await run({ host, hub, connection, deliver });
	} finally {
		await host.close();
		await hub.close();
		for (const { operation, body } of hub.received)
			bench.evidence.push({ from: `the host's call ${operation}`, value: body });
	}
	assert(hub.manifests.has(connector.manifest.id), "the host said hello");
}
