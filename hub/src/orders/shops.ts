import { type CommandKind, Mapping } from "@kontor/connector";
import { ShopSettings } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

/** What the rules about an order need to know of its shop. */
export interface ShopOfOrder {
	readonly id: string;
	readonly mapping: Mapping;
	readonly testSystem: boolean;
	/** What the plugin carries out natively. */
	readonly commands: readonly CommandKind[];
	/** What settings it has of its own (PRODUCT A11); null: none. */
	readonly ownSettings: ShopSettings | null;
}

/** The shops of some connections, by id. */
export async function shopsOf(
	tx: MerchantTransaction,
	connectionIds: readonly string[],
): Promise<Map<string, ShopOfOrder>> {
	const rows = await tx.query<{
		id: string;
		mapping: unknown;
		test_system: boolean;
		commands: CommandKind[] | null;
		settings: unknown;
	}>(
		`SELECT c.id, c.mapping, c.test_system, nullif(c.settings, '{}') AS settings, p.manifest->'capabilities'->'commands' AS commands
		   FROM connections c LEFT JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.id = ANY($2::uuid[])`,
		tx.merchantId,
		[...new Set(connectionIds)],
	);
	return new Map(
		rows.map(({ id, mapping, test_system, commands, settings }) => [
			id,
			{
				id,
				mapping: Mapping.parse(mapping),
				testSystem: test_system,
				commands: commands ?? [],
				ownSettings: settings === null ? null : ShopSettings.parse(settings),
			},
		]),
	);
}
