import type { MerchantTransaction } from "../db/database.ts";

/** Shops write one number in several ways: "#1001" is "1001". */
const PLAIN = (number: string) => `ltrim(btrim(${number}), '#')`;

/**
 * Stores by which numbers orders of linked shops find each other: a leader's own ones, and those of other systems that a
 * follower's order carries. Null as refs: all orders of the shop.
 */
export async function noteNumbers(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[] | null,
): Promise<void> {
	await tx.execute(
		`WITH given AS MATERIALIZED (
			SELECT o.id, o.number, o.ref, o.body->'additionalNumbers' AS others,
			       EXISTS (SELECT FROM connection_links WHERE merchant_id = $1::uuid AND follower_id = $2::uuid) AS names_other
			  FROM orders o WHERE o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND ($3::text[] IS NULL OR o.ref = ANY($3))),
		 wanted AS (
			SELECT DISTINCT id, ${PLAIN("name")} AS number, names_other FROM given CROSS JOIN LATERAL (
				SELECT jsonb_array_elements_text(coalesce(others, '[]')) AS name WHERE names_other
				UNION ALL SELECT unnest(ARRAY[number, ref]) WHERE NOT names_other) named
			 WHERE ${PLAIN("name")} <> ''),
		 gone AS (
			DELETE FROM order_link_numbers n USING given g
			 WHERE n.merchant_id = $1::uuid AND n.order_id = g.id
			   AND NOT EXISTS (SELECT FROM wanted w WHERE w.id = n.order_id AND w.number = n.number))
		 INSERT INTO order_link_numbers (merchant_id, order_id, number, names_other)
		 SELECT $1::uuid, id, number, names_other FROM wanted
		 ON CONFLICT DO NOTHING`,
		tx.merchantId,
		connectionId,
		refs,
	);
}

/** The numbers under which followers know the receivable name their leader's order in remittance texts, too. The caller holds the orders. */
export async function refreshNumbers(tx: MerchantTransaction, leaders: readonly string[]): Promise<void> {
	await tx.execute(
		`UPDATE orders o SET linked_numbers = n.numbers
		   FROM unnest($2::uuid[]) AS given(id) CROSS JOIN LATERAL (
			SELECT array_agg(DISTINCT named.number ORDER BY named.number) AS numbers
			  FROM order_links l
			  JOIN orders f ON f.merchant_id = l.merchant_id AND f.id = l.follower_order_id
			 CROSS JOIN LATERAL (
				SELECT f.number UNION SELECT f.body->'invoice'->>'number'
				UNION SELECT jsonb_array_elements_text(coalesce(f.body->'additionalNumbers', '[]'))) named(number)
			 WHERE l.merchant_id = $1::uuid AND l.leader_order_id = given.id AND l.ended_at IS NULL AND named.number IS NOT NULL) n
		  WHERE o.merchant_id = $1::uuid AND o.id = given.id AND o.linked_numbers IS DISTINCT FROM n.numbers`,
		tx.merchantId,
		leaders,
	);
}
