import type { MerchantTransaction } from "../db/database.ts";
import { settingsOf } from "../merchants/settings.ts";
import { effective, ownSettings } from "../merchants/shop-settings.ts";

/** Two orders that may be one receivable: the follower's carries a number that is the leader's. */
export interface Candidate {
	readonly follower: string;
	readonly followerConnection: string;
	readonly followerNumber: string;
	readonly followerAmount: number;
	readonly followerCurrency: string;
	readonly leader: string;
	readonly leaderConnection: string;
	readonly leaderNumber: string;
	readonly leaderAmount: number;
	readonly leaderCurrency: string;
	/** Another order of the follower's shop follows the leader's already. */
	readonly taken: boolean;
	/** Up to so much their amounts may differ (PRODUCT M5). */
	readonly tolerated: number;
}

interface Row extends Omit<Candidate, "followerAmount" | "leaderAmount" | "tolerated"> {
	readonly followerAmount: bigint;
	readonly leaderAmount: bigint;
}

/**
 * What orders that follow none yet may follow, by their ids; `orderIds`: those that are asked about, on either side. Whom a person
 * keeps apart is none.
 */
export async function findCandidates(
	tx: MerchantTransaction,
	orderIds: readonly string[],
): Promise<Map<string, Candidate[]>> {
	const rows = await tx.query<Row>(
		`WITH asked AS (
			SELECT order_id FROM order_link_numbers WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND names_other
			UNION
			SELECT named.order_id FROM order_link_numbers own
			  JOIN order_link_numbers named ON named.merchant_id = own.merchant_id AND named.number = own.number AND named.names_other
			 WHERE own.merchant_id = $1::uuid AND own.order_id = ANY($2::uuid[]) AND NOT own.names_other)
		 SELECT DISTINCT f.id AS follower, f.connection_id AS "followerConnection", f.number AS "followerNumber",
		        f.amount AS "followerAmount", f.currency AS "followerCurrency", l.id AS leader, l.connection_id AS "leaderConnection",
		        l.number AS "leaderNumber", l.amount AS "leaderAmount", l.currency AS "leaderCurrency",
		        EXISTS (SELECT FROM order_links o JOIN orders other ON other.merchant_id = o.merchant_id AND other.id = o.follower_order_id
		                 WHERE o.merchant_id = $1::uuid AND o.leader_order_id = l.id AND o.ended_at IS NULL
		                   AND other.connection_id = f.connection_id) AS taken
		   FROM asked
		   JOIN orders f ON f.merchant_id = $1::uuid AND f.id = asked.order_id AND (f.linked_as IS NULL OR f.linked_as = 'asked')
		   JOIN order_link_numbers fn ON fn.merchant_id = $1::uuid AND fn.order_id = f.id AND fn.names_other
		   JOIN order_link_numbers ln ON ln.merchant_id = $1::uuid AND ln.number = fn.number AND NOT ln.names_other
		   JOIN orders l ON l.merchant_id = $1::uuid AND l.id = ln.order_id
		   JOIN connection_links k ON k.merchant_id = $1::uuid AND k.follower_id = f.connection_id AND k.leader_id = l.connection_id
		  WHERE NOT EXISTS (SELECT FROM connections c WHERE c.merchant_id = $1::uuid AND c.id IN (f.connection_id, l.connection_id) AND c.test_system)
		    AND NOT EXISTS (SELECT FROM order_links apart WHERE apart.merchant_id = $1::uuid AND apart.follower_order_id = f.id
		                       AND apart.leader_order_id = l.id AND apart.ended_by <> 'shops')
		  ORDER BY 1, 6`,
		tx.merchantId,
		orderIds,
	);
	if (rows.length === 0) return new Map();
	const tolerated = await toleranceOf(tx);
	const candidates = rows.map((row): Candidate => {
		const leaderAmount = Number(row.leaderAmount);
		const most = tolerated(row.leaderConnection, leaderAmount, row.leaderCurrency);
		return { ...row, leaderAmount, followerAmount: Number(row.followerAmount), tolerated: most };
	});
	return Map.groupBy(candidates, ({ follower }) => follower);
}

/** By the leading shop's settings; both bounds hold where both are given. */
async function toleranceOf(tx: MerchantTransaction) {
	const merchant = await settingsOf(tx);
	const shops = await ownSettings(tx);
	return (shop: string, minor: number, currency: string): number => {
		const { tolerance } = effective(merchant, shops.get(shop) ?? {}).assignment;
		if (tolerance === null) return 0;
		const { amount, percent } = tolerance;
		if (amount !== undefined && amount.currency !== currency) return 0;
		const share = percent === undefined ? Number.MAX_SAFE_INTEGER : Math.floor((minor * percent) / 100);
		return Math.max(0, Math.min(amount?.minor ?? Number.MAX_SAFE_INTEGER, share));
	};
}

/**
 * Which of the candidates are certainly one receivable: the only one on either side, in one currency, for one amount. The others
 * are asked about.
 */
export function judged(candidates: ReadonlyMap<string, readonly Candidate[]>): {
	readonly certain: readonly Candidate[];
	readonly unclear: readonly (readonly Candidate[])[];
} {
	const all = [...candidates.values()].flat();
	const rivals = Map.groupBy(all, ({ leader, followerConnection }) => `${leader} ${followerConnection}`);
	const isCertain = ([one, ...others]: readonly Candidate[]): boolean =>
		one !== undefined &&
		others.length === 0 &&
		!one.taken &&
		rivals.get(`${one.leader} ${one.followerConnection}`)?.length === 1 &&
		one.followerCurrency === one.leaderCurrency &&
		Math.abs(one.followerAmount - one.leaderAmount) <= one.tolerated;
	const [certain, unclear] = [
		[...candidates.values()].filter(isCertain),
		[...candidates.values()].filter((some) => !isCertain(some)),
	];
	return { certain: certain.flat(), unclear };
}
