import type { ConnectContext, Context, LogFields } from "@kontor/connector";
import { type Connections, checkedConfig, checkedSecrets, type Served } from "./connections.ts";
import type { HubClient } from "./hub-client.ts";
import type { HostLog } from "./log.ts";
import { appOf, type CheckedApps } from "./operator-apps.ts";
import type { Redact } from "./redact.ts";
import type { Send } from "./shop-http/send.ts";
import { shopHttp } from "./shop-http/shop-http.ts";
import { paidFrom, standingsFrom } from "./standings.ts";

/** What every piece of work and every incoming call is done with. */
export interface Desk {
	readonly hub: HubClient;
	readonly connections: Connections;
	readonly apps: CheckedApps;
	readonly send: Send;
	readonly shopLimits: { readonly answerMs: number; readonly mostBytes: number };
	/** Where shops reach this host, without a slash at the end; null behind NAT. */
	readonly publicUrl: string | null;
	readonly log: HostLog;
	readonly now: () => Date;
}

/** What a handler gets before the merchant has consented. */
export function openContext(desk: Desk, served: Served, signal: AbortSignal): Omit<Context, "secrets"> {
	const { connection, connector, redact, limiter } = served;
	const { log, publicUrl } = desk;
	return {
		...appOf(desk.apps, connector),
		config: checkedConfig(served),
		scope: connection.scope,
		http: shopHttp({ ...desk.shopLimits, send: desk.send, limiter, signal }),
		webhook:
			publicUrl === null ? null : { url: `${publicUrl}/webhooks/${connection.id}`, keys: connection.webhookKeys },
		page: connection.pageUrl,
		...(connector.statusRequests === undefined ? {} : knownOfPlatforms(desk, connection.id, signal)),
		log: logOf(log, redact, { plugin: connector.manifest.id, connection: connection.id }),
		signal,
		now: desk.now,
	};
}

/** What a plugin with rules may ask about the platforms' orders. */
function knownOfPlatforms(desk: Desk, connection: string, signal: AbortSignal) {
	return {
		standing: standingsFrom(desk, connection, signal),
		paidAtPlatform: paidFrom(desk, connection, signal),
	};
}

/** A handler's log: what it says, without secrets, and who said it. */
export function logOf(log: HostLog, redact: Redact, who: LogFields): Context["log"] {
	return (event, fields = {}) => {
		const redacted = Object.entries(fields).map(([name, value]) => [
			redact(name),
			typeof value === "string" ? redact(value) : value,
		]);
		log.info({ ...Object.fromEntries(redacted), ...who }, redact(event));
	};
}

/** What a handler gets. @throws ConnectorError `bad-config` where config or secrets do not fit the manifest. */
export function contextOf(desk: Desk, served: Served, signal: AbortSignal): Context {
	return { ...openContext(desk, served, signal), secrets: checkedSecrets(served) };
}

/** What a call of the shop's consent page is handled with. Secrets that do not fit any more are as good as none: new ones come. */
export function connectContextOf(desk: Desk, served: Served, signal: AbortSignal): ConnectContext {
	const { connection, connector } = served;
	const secrets = connector.manifest.secrets.safeParse(connection.secrets).data ?? null;
	return { ...openContext(desk, served, signal), secrets };
}

/** Where the shop's consent page reaches this host. */
export function callbackUrl({ publicUrl }: Desk, { connection }: Served): string | null {
	return publicUrl === null ? null : `${publicUrl}/connect/${connection.plugin}/${connection.id}`;
}
