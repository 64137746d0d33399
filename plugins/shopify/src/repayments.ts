import { type CommandOf, formatDecimal, type Outcome } from "@kontor/connector";
import type * as z from "zod";
import { carryOut, changedMeanwhile, refusedBy, type Verdict } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { REPAY, REPAYABLE } from "./documents.ts";
import { ledgerField, ledgerOf } from "./ledger.ts";
import { gidOf, isForeign, netOf, toMoney } from "./mapping.ts";
import { signature } from "./mark.ts";
import type { Repayable } from "./shapes.ts";

type Payments = NonNullable<z.infer<typeof Repayable>["order"]>["transactions"];

/**
 * A refund in Shopify's books of a payment that was recorded by hand, so that no gateway moves money: it went back from the
 * merchant's bank account. Its note carries the command's id; Shopify's own idempotency key is the same.
 */
export function recordRepayment(api: Api, command: CommandOf<"record-repayment">): Promise<Outcome> {
	return carryOut(api, command, async (order, observing): Promise<Verdict> => {
		const id = gidOf(command.orderRef);
		const books = (await observing.ask(REPAYABLE, { id })).data.order;
		if (books === null) return { code: "order-gone", detail: "gone while looking for its payments" };
		if (books.refunds.some(({ note }) => note.includes(signature(command.id)))) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		if (isForeign(order) || command.amount.currency !== order.currencyCode) {
			return { code: "amount-mismatch", detail: `paid in ${order.presentmentCurrencyCode}` };
		}
		const payment = books.transactions.find((one) => refundable(one, books.transactions) >= command.amount.minor);
		if (payment === undefined) {
			return { code: "wrong-state", detail: "no payment recorded by hand is large enough to be paid back from" };
		}
		const ledger = ledgerOf(order, netOf(order));
		const { data } = await observing.ask(REPAY, {
			key: command.id,
			refund: {
				orderId: id,
				note: `${command.bankReference} ${signature(command.id)}`,
				notify: false,
				transactions: [
					{
						orderId: id,
						parentId: payment.id,
						kind: "REFUND",
						gateway: payment.gateway ?? "manual",
						amount: formatDecimal(command.amount),
					},
				],
			},
			ledger: [ledgerField(id ?? "", order.currencyCode, { ...ledger, repaid: ledger.repaid + command.amount.minor })],
		});
		return refusedBy(data.refundCreate) ?? "applied";
	});
}

/** What is left of a payment by hand; of every other nothing, because Shopify would move money. */
function refundable(payment: Payments[number], all: Payments): number {
	const received = ["SALE", "CAPTURE"].includes(payment.kind) && payment.status === "SUCCESS";
	if (!received || !payment.manualPaymentGateway) return 0;
	const minor = ({ amountSet: { presentmentMoney } }: Payments[number]) =>
		toMoney(presentmentMoney.amount, presentmentMoney.currencyCode).minor;
	return all
		.filter(({ kind, status, parentTransaction }) => {
			return kind === "REFUND" && ["SUCCESS", "PENDING"].includes(status) && parentTransaction?.id === payment.id;
		})
		.reduce((rest, refund) => rest - minor(refund), minor(payment));
}
