import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Connector } from "@kontor/connector";
import { hello } from "@kontor/protocol";
import { pino } from "pino";
import packageJson from "../package.json" with { type: "json" };
import { Connections } from "./connections.ts";
import type { Desk } from "./desk.ts";
import { HubClient, isProblem, reasonOf } from "./hub-client.ts";
import { introduced } from "./introduction.ts";
import { LeaseLoop } from "./lease-loop.ts";
import type { HostLog } from "./log.ts";
import { checkedApps, type OperatorApps } from "./operator-apps.ts";
import { type Send, sender } from "./shop-http/send.ts";
import { webApp } from "./web/app.ts";

export interface HostOptions {
	/** "https://hub.example", without a path. */
	readonly hubUrl: string;
	/** The host's bearer key; it is bound to the plugins. */
	readonly key: string;
	readonly plugins: readonly Connector[];
	/** What the operator registered with platforms, by plugin (`readApps`). Left out: nothing. */
	readonly apps?: OperatorApps;
	/** Where shops reach this host; null behind NAT: no webhooks, only pulls. Left out: the address it listens at. */
	readonly publicUrl?: string | null;
	/** Left out: a free port of this machine only. */
	readonly listen?: { readonly host: string; readonly port: number };
	/** Left out: silent. */
	readonly log?: HostLog;
	/** Shops in the operator's own network, or on this machine. Left out: refused. */
	readonly allowPrivateAddresses?: boolean;
	/** Instead of the host's own way to call shops, address guard and connect timeout included. */
	readonly fetch?: Send;
	readonly now?: () => Date;
	/** Pieces of work at a time; left out: 64. */
	readonly slots?: number;
	/** How long a lease waits at the hub; left out: 25. */
	readonly waitSeconds?: number;
	/** What running work is given at the end; left out: 10,000. */
	readonly graceMs?: number;
	/** From sending to the last byte of a shop's answer; left out: 30,000. */
	readonly answerMs?: number;
}

export interface Host {
	readonly url: string;
	/** Every plugin introduced and every connection listed; work is leased from here on. */
	readonly ready: Promise<void>;
	/** Takes no more work, lets what runs end, returns what was not begun. */
	close(): Promise<void>;
}

const CONNECT_MS = 5000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Runs connectors for a hub. Keeps nothing on disk: end it at any instant, start it anywhere.
 * @throws Error where an operator's app does not fit its plugin
 */
export async function startHost(options: HostOptions): Promise<Host> {
	const apps = checkedApps(options.plugins, options.apps ?? {});
	const { listen = { host: "127.0.0.1", port: 0 }, log = pino({ level: "silent" }), graceMs = 10_000 } = options;
	const server = createServer();
	server.listen(listen.port, listen.host);
	await once(server, "listening");
	const url = `http://${listen.host}:${(server.address() as AddressInfo).port}`;

	const hub = new HubClient({ baseUrl: options.hubUrl, key: options.key, log });
	const own = sender({ connectMs: CONNECT_MS, allowPrivateAddresses: options.allowPrivateAddresses ?? false });
	const desk: Desk = {
		hub,
		connections: new Connections(hub, options.plugins, apps),
		apps,
		send: options.fetch ?? own,
		shopLimits: { answerMs: options.answerMs ?? 30_000, mostBytes: MOST_BYTES },
		publicUrl: (options.publicUrl === undefined ? url : options.publicUrl)?.replace(/\/$/, "") ?? null,
		log,
		now: options.now ?? (() => new Date()),
	};
	server.on("request", webApp(desk));
	const loop = new LeaseLoop(desk, { slots: options.slots ?? 64, waitSeconds: options.waitSeconds ?? 25 });
	const stopping = new AbortController();
	const ready = introduce(desk, options.plugins, stopping.signal).then(() => loop.start());
	// Who does not wait for it is told by the log.
	ready.catch((error: unknown) => log.error({ reason: reasonOf(error) }, "host did not start"));

	return {
		url,
		ready,
		async close() {
			stopping.abort(new DOMException("the host is stopping", "AbortError"));
			await ready.catch(() => {});
			await loop.stop(graceMs);
			const closed = once(server, "close");
			server.close();
			server.closeIdleConnections();
			setTimeout(() => server.closeAllConnections(), 500).unref();
			await closed;
			await own.close();
		},
	};
}

/**
 * A plugin whose contract the hub refuses, or which this host's key is not for, is left out; the others work.
 * @throws ProblemError where the key is for none of them
 */
async function introduce(desk: Desk, plugins: readonly Connector[], signal: AbortSignal): Promise<void> {
	const { version } = packageJson;
	let notAllowed = 0;
	for (const { manifest } of plugins) {
		try {
			const body = { manifest: introduced(manifest, desk.apps), host: { version, publicUrl: desk.publicUrl } };
			const { notices } = await desk.hub.persist(hello, { body }, signal);
			desk.log.info({ plugin: manifest.id, notices: notices.map(({ en }) => en).join("; ") }, "introduced");
		} catch (error) {
			const plugin = { plugin: manifest.id, reason: reasonOf(error) };
			if (isProblem(error, "CONTRACT_REFUSED")) desk.log.error(plugin, "hub does not serve this plugin's contract");
			else if (isProblem(error, "NOT_ALLOWED") && ++notAllowed < plugins.length)
				desk.log.info(plugin, "this host's key is not for the plugin");
			else throw error;
		}
	}
	await desk.connections.list(signal);
}
