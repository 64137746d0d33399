import { type Connector, ConnectorError, type Limits, limitsOf } from "@kontor/connector";
import { type HostedConnection, listConnections } from "@kontor/protocol";
import type { HubClient } from "./hub-client.ts";
import type { CheckedApps } from "./operator-apps.ts";
import { type Redact, redactor } from "./redact.ts";
import { Limiter } from "./shop-http/limiter.ts";

/** A connection that this host serves: as the hub listed it, with the plugin that speaks to its shop. */
export interface Served {
	readonly connection: HostedConnection;
	readonly connector: Connector;
	/** The shop's, for this connection. */
	readonly limits: Limits;
	readonly limiter: Limiter;
	/** Takes this connection's secrets, and those of the operator's app, out of a text. */
	readonly redact: Redact;
}

/** How long a connection that the hub does not know is not asked for again: strangers may call with any id. */
const UNKNOWN_MS = 30_000;
const MOST_UNKNOWN = 1000;

/** What this host serves. In memory only: the hub is asked again whenever it names something newer. */
export class Connections {
	readonly #hub: HubClient;
	readonly #connectors: ReadonlyMap<string, Connector>;
	readonly #served = new Map<string, Served>();
	readonly #asking = new Map<string, Promise<void>>();
	readonly #unknownUntil = new Map<string, number>();

	readonly #apps: CheckedApps;

	constructor(hub: HubClient, connectors: readonly Connector[], apps: CheckedApps) {
		this.#hub = hub;
		this.#apps = apps;
		this.#connectors = new Map(connectors.map((connector) => [connector.manifest.id, connector]));
	}

	connector(plugin: string): Connector | undefined {
		return this.#connectors.get(plugin);
	}

	/** Without asking the hub. */
	known(id: string): Served | undefined {
		return this.#served.get(id);
	}

	/** Those of a plugin that have this value in their configuration, without asking the hub. */
	configured(plugin: string, field: string, value: string): readonly Served[] {
		return [...this.#served.values()].filter(
			({ connection }) => connection.plugin === plugin && connection.config[field] === value,
		);
	}

	async list(signal: AbortSignal): Promise<void> {
		const { connections } = await this.#hub.persist(listConnections, { body: {} }, signal);
		for (const connection of connections) this.#serve(connection);
	}

	/**
	 * The connection, at least as new as the version that work names; null where this host does not serve it.
	 * @throws where the hub does not answer.
	 */
	async find(id: string, version?: number): Promise<Served | null> {
		const known = this.#served.get(id);
		if (known !== undefined && known.connection.version >= (version ?? 0)) return known;
		if (version === undefined && (this.#unknownUntil.get(id) ?? 0) > Date.now()) return null;
		await this.refresh(id);
		const found = this.#served.get(id);
		// The answer was on its way already when the version was made.
		if (found !== undefined && found.connection.version < (version ?? 0)) await this.refresh(id);
		return this.#served.get(id) ?? null;
	}

	/** Asks the hub for one connection as it is now; several who ask at once ask once. */
	refresh(id: string): Promise<void> {
		const asking = this.#asking.get(id) ?? this.#ask(id).finally(() => this.#asking.delete(id));
		this.#asking.set(id, asking);
		return asking;
	}

	async #ask(id: string): Promise<void> {
		const { connections } = await this.#hub.call(listConnections, { body: { only: [id] } });
		const connection = connections.find((one) => one.id === id);
		if (connection !== undefined) return this.#serve(connection);
		this.#served.delete(id);
		if (this.#unknownUntil.size >= MOST_UNKNOWN) this.#unknownUntil.clear();
		this.#unknownUntil.set(id, Date.now() + UNKNOWN_MS);
	}

	#serve(connection: HostedConnection): void {
		const connector = this.#connectors.get(connection.plugin);
		if (connector === undefined) return;
		const limits = limitsOf(connector.manifest, connection.config);
		// The shop's limits hold across changes of the connection.
		const limiter = this.#served.get(connection.id)?.limiter ?? new Limiter(limits);
		limiter.change(limits);
		const redact = redactor([connection.secrets, connection.webhookKeys, this.#apps.get(connection.plugin)]);
		this.#served.set(connection.id, { connection, connector, limits, limiter, redact });
		this.#unknownUntil.delete(connection.id);
	}
}

/** Config and secrets by the manifest's schemas, as a handler's types promise them. @throws ConnectorError `bad-config`. */
export function checkedConfig({ connection, connector: { manifest } }: Served): Record<string, unknown> {
	return fitting("config", manifest.config.safeParse(connection.config));
}

export function checkedSecrets({ connection, connector: { manifest } }: Served): Record<string, unknown> {
	if (connection.secrets === null) {
		throw new ConnectorError("bad-config", "the merchant has not consented yet", { code: "NOT_CONNECTED" });
	}
	return fitting("secrets", manifest.secrets.safeParse(connection.secrets));
}

type Parsed = ReturnType<Connector["manifest"]["config"]["safeParse"]>;

/** Names the fields that do not fit, never their values. */
function fitting(what: "config" | "secrets", parsed: Parsed): Record<string, unknown> {
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
	throw new ConnectorError("bad-config", `${what} does not fit the manifest: ${fields}`, { code: "CONFIG_INVALID" });
}
