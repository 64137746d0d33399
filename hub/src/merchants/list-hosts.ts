import type { AdmittedHost } from "@kontor/protocol";
import type { Hub } from "../hub.ts";

type Key = AdmittedHost["keys"][number];

/** A key's name: the beginning of its hash. */
export const ID_OF_KEY = `left(encode(hash, 'hex'), 16)`;

interface Row {
	readonly id: string;
	readonly name: string;
	readonly plugins: string[];
	readonly connections: string[];
	readonly serves: number;
	readonly hello_at: Date | null;
	readonly created_at: Date;
	readonly keys: { readonly id: string; readonly created: string; readonly revoked: string | null }[];
}

/** Every host, the newest first; of keys what they are called and since when they are good (PRODUCT L7). */
export async function admittedHosts(hub: Hub): Promise<{ items: AdmittedHost[] }> {
	const rows = await hub.db.global("list-hosts", (tx) =>
		tx.query<Row>(
			`SELECT h.id::text, h.name, h.plugins, h.connections::text[] AS connections, h.hello_at, h.created_at,
			        (SELECT count(*)::int FROM hosted_connections c WHERE c.host_id = h.id) AS serves,
			        coalesce((SELECT jsonb_agg(jsonb_build_object('id', ${ID_OF_KEY}, 'created', created_at, 'revoked', revoked_at)
			                                   ORDER BY created_at DESC, hash)
			                    FROM credentials WHERE host_id = h.id), '[]') AS keys
			   FROM hosts h ORDER BY h.created_at DESC, h.id`,
		),
	);
	return {
		items: rows.map(({ keys, hello_at, created_at, ...host }) => ({
			...host,
			helloAt: hello_at?.toISOString() ?? null,
			createdAt: created_at.toISOString(),
			keys: keys.map(
				({ id, created, revoked }): Key => ({
					id,
					createdAt: utc(created),
					revokedAt: revoked === null ? null : utc(revoked),
				}),
			),
		})),
	};
}

const utc = (moment: string) => new Date(moment).toISOString();
