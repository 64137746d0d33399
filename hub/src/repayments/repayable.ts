import type { Money } from "@kontor/connector";
import { problem } from "@kontor/protocol";
import { type RepayableOrder, type RepaymentFault, repaymentFaults } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import type { StoredRepayment } from "./stored-repayment.ts";

interface Wanted {
	readonly amount: Money;
	readonly payee: string;
	readonly iban: string;
	readonly confirmed: boolean;
}

/** What repayments of some orders are judged by, at this moment. */
export interface Repayable {
	readonly number: (order: string) => string;
	/** @param itself where it is stored already; null: a new one. @throws ProblemError 404 */
	readonly faults: (order: string, wanted: Wanted, itself: StoredRepayment | null) => RepaymentFault[];
}

/** The orders' rows are held until the end: two repayments at once see each other, and what is assigned stays. */
export async function repayable(tx: MerchantTransaction, orderIds: readonly string[]): Promise<Repayable> {
	const orders = new Map((await lockOrders(tx, orderIds)).map((order) => [order.id, order]));
	const underWay = new Map(
		(
			await tx.query<{ order: string; minor: bigint }>(
				`SELECT order_id AS "order", sum(amount)::bigint AS minor FROM repayments
				  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND state = ANY($3) GROUP BY order_id`,
				tx.merchantId,
				[...orders.keys()],
				UNDER_WAY,
			)
		).map(({ order, minor }) => [order, Number(minor)]),
	);
	const own = await tx.model.account.findMany({ where: { merchantId: tx.merchantId }, select: { number: true } });
	const ownIbans = own.map(({ number }) => number);

	function orderOf(id: string) {
		const order = orders.get(id);
		if (order === undefined) throw problem("NOT_FOUND");
		return order;
	}
	return {
		number: (id) => orderOf(id).number,
		faults(id, wanted, itself) {
			const { currency, amount, assigned: received, repaid } = orderOf(id).settlement;
			const counted = itself !== null && UNDER_WAY.includes(itself.state) ? Number(itself.amount) : 0;
			const besides = (underWay.get(id) ?? 0) - counted;
			const books: RepayableOrder = { currency, amount, received, repaid, ownIbans, underWay: besides };
			return repaymentFaults(wanted, books);
		},
	};
}

const UNDER_WAY: readonly string[] = ["asked", "arranged", "approved", "sent"];
