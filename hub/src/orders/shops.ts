import { type CommandKind, Mapping } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/** What the rules about an order need to know of its shop. */
export interface ShopOfOrder {
	readonly id: string;
	readonly mapping: Mapping;
	readonly testSystem: boolean;
	/** What the plugin carries out natively. */
	readonly commands: readonly CommandKind[];
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
	}>(
		`SELECT c.id, c.mapping, c.test_system, p.manifest->'capabilities'->'commands' AS commands
		   FROM connections c LEFT JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.id = ANY($2::uuid[])`,
		tx.merchantId,
		[...new Set(connectionIds)],
	);
	return new Map(
		rows.map(({ id, mapping, test_system, commands }) => [
			id,
			{ id, mapping: Mapping.parse(mapping), testSystem: test_system, commands: commands ?? [] },
		]),
	);
}
