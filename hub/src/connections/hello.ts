import { CONTRACT_MAJOR } from "@kontor/connector";
import { type hello, ManifestOnWire, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { HostCaller } from "../http/authenticate.ts";
import { parse } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { announceWork } from "../writeback/announce-work.ts";
import { found } from "./connection-problems.ts";
import { noticesOf } from "./contract-majors.ts";
import { compileSchema } from "./fits-schema.ts";
import { ADMISSION } from "./release-host.ts";
import { watchWebhooks } from "./watch-webhooks.ts";

type Greeting = z.infer<typeof hello.body>;

/** A merchant's connections that a hello concerns. */
interface Concerned {
	readonly merchant_id: string;
	/** All of them. */
	readonly connections: string[];
	/** Those that this host serves from now on. */
	readonly adopted: string[];
}

/**
 * A host introduces a plugin: its manifest is kept, connections that waited for a host get this one, and where its
 * public address is new, the shops' webhooks are pointed there.
 */
export async function greet(hub: Hub, caller: HostCaller, greeting: Greeting): Promise<z.infer<typeof hello.result>> {
	// A manifest of another major may have any shape: the major is looked at first.
	const notices = noticesOf(greeting.manifest.contract, hub.clock().toISOString().slice(0, 10));
	const manifest = admitted(caller, greeting.manifest);
	const { publicUrl } = greeting.host;
	const concerned = await hub.db.global("hello", async (tx) => {
		// Whoever serves single connections only does not speak for all merchants of the plugin.
		await tx.execute(
			`INSERT INTO plugins (id, manifest, hello_at) VALUES ($1, $2::jsonb, $3)
			 ON CONFLICT (id) DO UPDATE SET manifest = excluded.manifest, hello_at = excluded.hello_at WHERE $4`,
			manifest.id,
			JSON.stringify(manifest),
			tx.now,
			caller.connections.length === 0,
		);
		return tx.query<Concerned>(
			`WITH host AS (UPDATE hosts SET hello_at = $5 WHERE id = $1::uuid RETURNING public_url)
			 SELECT h.merchant_id::text, array_agg(connection_id::text) AS connections,
			        coalesce(array_agg(connection_id::text) FILTER (WHERE host_id IS DISTINCT FROM $1::uuid), '{}') AS adopted
			   FROM hosted_connections h, host
			  WHERE host_id = $1::uuid AND host.public_url IS DISTINCT FROM $4
			     OR plugin = $2 AND CASE WHEN cardinality($3::uuid[]) = 0 THEN host_id IS NULL
			                             ELSE connection_id = ANY($3::uuid[]) AND host_id IS DISTINCT FROM $1::uuid END
			  GROUP BY h.merchant_id`,
			caller.hostId,
			manifest.id,
			caller.connections,
			publicUrl,
			tx.now,
		);
	});
	for (const { merchant_id, connections, adopted } of concerned) {
		await hub.db.merchant(merchant_id, "adopt-connections", async (tx) => {
			if (adopted.length > 0) await adopt(tx, caller, adopted);
			if (publicUrl !== null) await watchWebhooks(tx, connections);
		});
	}
	// Last: a hub that dies before begins anew at the next hello.
	await hub.db.global("remember-public-url", (tx) =>
		tx.model.host.update({ where: { id: caller.hostId }, data: { publicUrl } }),
	);
	return { contract: CONTRACT_MAJOR, leaseSeconds: hub.leaseSeconds, notices: [...notices] };
}

function admitted(caller: HostCaller, given: Greeting["manifest"]): ManifestOnWire {
	const manifest = parse(ManifestOnWire, given, "body.manifest");
	if (!caller.plugins.includes(manifest.id)) {
		throw problem("NOT_ALLOWED", { detail: `this key is not bound to the plugin ${manifest.id}` });
	}
	for (const part of ["config", "secrets"] as const) assertSchema(manifest[part], `body.manifest.${part}`);
	return manifest;
}

function assertSchema(schema: Record<string, unknown>, path: string): void {
	try {
		compileSchema(schema);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw problem("INVALID_REQUEST", { detail: `${path}: ${message}`, issues: [{ path, message }] });
	}
}

/** Another host may have greeted meanwhile: what it took stays with it, unless this one is bound to the connections. */
async function adopt(tx: MerchantTransaction, caller: HostCaller, connections: readonly string[]): Promise<void> {
	// In the order in which everybody takes them: the connection, then what leads to it.
	await tx.query(
		`SELECT FROM connections WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) ORDER BY id FOR UPDATE`,
		tx.merchantId,
		connections,
	);
	await tx.execute(
		`WITH taken AS (
			UPDATE hosted_connections SET host_id = $2::uuid
			 WHERE merchant_id = $1::uuid AND connection_id = ANY($3::uuid[]) AND (host_id IS NULL OR $4)
			RETURNING connection_id)
		 UPDATE connections c SET host_id = $2::uuid, version = version + 1 FROM taken
		  WHERE c.merchant_id = $1::uuid AND c.id = taken.connection_id`,
		tx.merchantId,
		caller.hostId,
		connections,
		caller.connections.length > 0,
	);
	for (const id of connections) await found(tx, id, ADMISSION, []);
	await announceWork(tx, caller.hostId, tx.now);
}
