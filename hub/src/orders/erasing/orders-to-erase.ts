import type { MerchantTransaction } from "../../db/database.ts";

export interface OrderToErase {
	readonly id: string;
	readonly number: string;
}

export function ordersByRef(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
): Promise<OrderToErase[]> {
	return tx.query(
		`SELECT id, number FROM orders WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = ANY($3::text[]) ORDER BY id`,
		tx.merchantId,
		connectionId,
		refs,
	);
}

/** What a shop's customers with these numbers ordered; nothing once his data is gone. */
export function ordersOfCustomer(
	tx: MerchantTransaction,
	connectionId: string,
	numbers: readonly string[],
): Promise<OrderToErase[]> {
	return tx.query(
		`SELECT id, number FROM orders
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND body #>> '{customer,number}' = ANY($3::text[]) ORDER BY id`,
		tx.merchantId,
		connectionId,
		numbers,
	);
}

export function ordersOfShop(tx: MerchantTransaction, connectionId: string): Promise<OrderToErase[]> {
	return tx.query(
		`SELECT id, number FROM orders WHERE merchant_id = $1::uuid AND connection_id = $2::uuid ORDER BY id`,
		tx.merchantId,
		connectionId,
	);
}
