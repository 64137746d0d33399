import type { KnownPayer } from "@kontor/matching";
import type { MerchantTransaction } from "../db/database.ts";

/** Where a page of payers ended. */
export interface PayerPlace {
	readonly iban: string;
	readonly customer: string;
}

interface Row {
	iban: string;
	customer: string;
	customer_number: string | null;
	name: string | null;
	payments: number;
}

/** The next page of those that count. */
export async function payersAfter(
	tx: MerchantTransaction,
	after: PayerPlace | null,
	limit: number,
): Promise<{ payers: KnownPayer[]; last: PayerPlace | null }> {
	const rows = await tx.query<Row>(
		`SELECT iban, customer, customer_number, name, payments FROM known_payers
		  WHERE merchant_id = $1::uuid AND revoked_at IS NULL AND ($2::text IS NULL OR (iban, customer) > ($2, $3::text))
		  ORDER BY iban, customer LIMIT $4`,
		tx.merchantId,
		after?.iban ?? null,
		after?.customer ?? null,
		limit,
	);
	return { payers: rows.map(knownPayer), last: rows.at(-1) ?? null };
}

/** The accounts of which other is known than at `snapshot`, with what is known now (see `changedSince`). */
export async function changedPayers(
	tx: MerchantTransaction,
	snapshot: string,
): Promise<{ ibans: ReadonlySet<string>; payers: KnownPayer[] }> {
	const changed = await tx.query<{ iban: string }>(
		`SELECT DISTINCT iban FROM known_payers
		  WHERE merchant_id = $1::uuid AND changed_in >= pg_snapshot_xmin($2::pg_snapshot)
		    AND NOT pg_visible_in_snapshot(changed_in, $2::pg_snapshot)`,
		tx.merchantId,
		snapshot,
	);
	if (changed.length === 0) return { ibans: new Set(), payers: [] };
	const ibans = changed.map(({ iban }) => iban);
	const rows = await tx.query<Row>(
		`SELECT iban, customer, customer_number, name, payments FROM known_payers
		  WHERE merchant_id = $1::uuid AND iban = ANY($2) AND revoked_at IS NULL ORDER BY iban, customer`,
		tx.merchantId,
		ibans,
	);
	return { ibans: new Set(ibans), payers: rows.map(knownPayer) };
}

function knownPayer({ iban, customer_number, name, payments }: Row): KnownPayer {
	return { iban, customerNumber: customer_number ?? undefined, name: name ?? undefined, payments };
}
