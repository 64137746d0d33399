import { filledIn } from "@kontor/connector";
import type { ManifestOnWire } from "@kontor/protocol";
import * as z from "zod";
import { compileSchema } from "../connections/fits-schema.ts";
import { manifestOf } from "../connections/plugins.ts";
import { BY_KEY, statement } from "../db/transaction-pool.ts";
import type { Hub } from "../hub.ts";

type Embedded = NonNullable<ManifestOnWire["capabilities"]["embedded"]>;

/** What the page is made with, before anybody has proved anything: nothing in it is a secret. */
export interface EmbeddedPage {
	/** Null: it is opened by a link of the merchant's, in no admin. */
	readonly plugin: string | null;
	/** Null where the platform opens one address for all of its shops. */
	readonly connection: string | null;
	/** Where what the shop signed is exchanged for a session; null: the host cannot be reached from outside. */
	readonly exchange: string | null;
	/** Origins that may show it in a frame. */
	readonly ancestors: readonly string[];
	readonly script: Embedded["script"];
}

/** The page that a link of the merchant's opens, of whatever kind of shop; in no frame. Null where the address names no connection. */
export function pageOfLink(connection: string): EmbeddedPage | null {
	if (!z.uuid().safeParse(connection).success) return null;
	return { plugin: null, connection, exchange: null, ancestors: [], script: undefined };
}

/** The page of one connection in its shop's admin; null where there is none. */
export async function pageOfConnection(hub: Hub, plugin: string, connection: string): Promise<EmbeddedPage | null> {
	if (!z.uuid().safeParse(connection).success) return null;
	const { rows } = await hub.db.pool.query<{ merchant_id: string; public_url: string | null }>(
		statement(
			`${BY_KEY} SELECT c.merchant_id, h.public_url FROM hosted_connections c LEFT JOIN hosts h ON h.id = c.host_id
			  WHERE c.connection_id = $1 AND c.plugin = $2`,
			[connection, plugin],
		),
	);
	const [row] = rows;
	if (row === undefined) return null;
	return hub.db.merchant(row.merchant_id, "embedded-page", async (tx) => {
		const { embedded } = (await manifestOf(tx, plugin)).capabilities;
		const where = { merchantId_id: { merchantId: tx.merchantId, id: connection } };
		const stored = await tx.model.connection.findUnique({ where, select: { config: true } });
		if (embedded === undefined || stored === null) return null;
		const ancestors = originsOf(embedded.ancestors, z.record(z.string(), z.unknown()).parse(stored.config));
		return {
			plugin,
			connection,
			exchange: exchangeAt(row.public_url, plugin, connection),
			ancestors,
			script: embedded.script,
		};
	});
}

/** The page of the shop that the query names; what the name is worth, the shop's signature says later. */
export async function pageOfShop(hub: Hub, plugin: string, query: URLSearchParams): Promise<EmbeddedPage | null> {
	return hub.db.global("embedded-page", async (tx) => {
		const introduced = await tx.model.plugin.count({ where: { id: plugin } });
		if (introduced === 0) return null;
		const { capabilities, config: schema } = await manifestOf(tx, plugin);
		const { embedded } = capabilities;
		const value = query.get(embedded?.opensWith?.parameter ?? "");
		if (embedded?.opensWith === undefined || value === null) return null;
		const config = { [embedded.opensWith.field]: value };
		if (!compileSchema({ ...schema, required: [embedded.opensWith.field] })(config)) return null;
		const host = await tx.model.host.findFirst({
			where: { plugins: { has: plugin }, connections: { isEmpty: true }, helloAt: { not: null } },
			orderBy: { helloAt: "desc" },
			select: { publicUrl: true },
		});
		const ancestors = originsOf(embedded.ancestors, config);
		return {
			plugin,
			connection: null,
			exchange: exchangeAt(host?.publicUrl, plugin),
			ancestors,
			script: embedded.script,
		};
	});
}

function exchangeAt(publicUrl: string | null | undefined, ...path: readonly string[]): string | null {
	return publicUrl === null || publicUrl === undefined
		? null
		: [publicUrl.replace(/\/$/, ""), "embed", ...path].join("/");
}

/**
 * `{field}` by the configuration; an address that the merchant gave also with or without "www.", as he may open his admin. An
 * origin holds no character that a header could be broken with.
 */
function originsOf(templates: readonly string[], config: Readonly<Record<string, unknown>>): string[] {
	return templates.flatMap((template) => {
		const url = URL.parse(filledIn(template, config));
		if (url === null || !/^https?:$/.test(url.protocol)) return [];
		return template.startsWith("{") ? [url.origin, ...otherNameOf(url)] : [url.origin];
	});
}

function otherNameOf({ protocol, hostname, port }: URL): string[] {
	if (!/\.[a-z]/.test(hostname)) return [];
	const other = hostname.startsWith("www.") ? hostname.slice("www.".length) : `www.${hostname}`;
	return [new URL(`${protocol}//${other}${port === "" ? "" : `:${port}`}`).origin];
}
