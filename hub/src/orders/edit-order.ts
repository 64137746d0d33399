import { type editOrder, problem } from "@kontor/protocol";
import { type ActionName, NOT_OFFERED, whyNotOffered } from "@kontor/receivables";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import { applyOrderEvents } from "./apply-events.ts";
import { lockOrders, type TrackedOrder } from "./tracked-order.ts";

type Edit = z.infer<typeof editOrder.body>;

/**
 * A person changes an order here: it is detached, its later changes in the shop are not taken over any more (PRODUCT B8).
 * What follows is what follows where the shop changed it (B6). The same again changes nothing.
 * @throws ProblemError 409 with the sentence for the merchant where it may not be edited (G1)
 */
export async function edit(
	tx: MerchantTransaction,
	id: string,
	{ email, amount }: Edit,
	caller: MerchantCaller,
): Promise<TrackedOrder> {
	const [order] = await lockOrders(tx, [id]);
	if (order === undefined) throw problem("NOT_FOUND");
	const [body] = await tx.query<{ email: string | null; foreign: boolean }>(
		`SELECT body #>> '{customer,email}' AS email, body ? 'foreign' AS foreign FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	if (body === undefined) throw problem("NOT_FOUND");
	const { settlement } = order;
	const newEmail = email !== undefined && email !== body.email;
	const newAmount = amount !== undefined && amount.minor !== settlement.amount;
	if (newEmail) assertOffered("edit-email", order, body.foreign);
	if (newAmount) assertOffered("edit-amount", order, body.foreign);
	if (amount !== undefined && amount.currency !== settlement.currency) {
		const issue = {
			path: "body.amount.currency",
			message: `expected ${settlement.currency}: an order keeps its currency`,
		};
		throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
	}
	const cause = { by: "person", credential: caller.label } as const;
	if (newEmail) await changeEmail(tx, order, email, cause);
	if (newAmount) {
		const { amount: before, currency } = settlement;
		await tx.execute(
			`UPDATE orders SET amount = $3, detached = true, body = jsonb_set(body, '{amount,minor}', to_jsonb($3::bigint)),
			        version = version + 1, updated_at = $4
			  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			id,
			amount.minor,
			tx.now,
		);
		const change = { from: { minor: before, currency }, to: amount };
		await applyOrderEvents(tx, [
			{ orderId: id, event: "amount-changed", cause: { ...cause, ...change }, before: { amount: before } },
		]);
		await requestAssignment(tx);
	}
	return order;
}

async function changeEmail(tx: MerchantTransaction, { id }: TrackedOrder, email: string, cause: object): Promise<void> {
	await tx.query(
		`WITH edited AS (
			UPDATE orders SET detached = true, body = jsonb_set(body, '{customer,email}', to_jsonb($3::text)), version = version + 1, updated_at = $4
			 WHERE merchant_id = $1::uuid AND id = $2::uuid RETURNING id, state)
		 INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
		 SELECT $1::uuid, id, $4, 'email-changed', state, state, $5::jsonb FROM edited`,
		tx.merchantId,
		id,
		email,
		tx.now,
		JSON.stringify(cause),
	);
}

function assertOffered(action: ActionName, order: TrackedOrder, hasForeignRate: boolean): void {
	const { paymentCode, lifecycle, settlement, erasedBy } = order;
	const code = whyNotOffered(action, {
		paymentCode,
		lifecycle,
		settlement,
		hasForeignRate,
		personalDataRemoved: erasedBy !== null,
		// Whatever else an action may need, editing does not.
		isConnected: true,
		hasInvoicePdf: false,
		hasEmail: true,
		hasPostalAddress: true,
		remindersStopped: false,
		wasHandedOver: false,
	});
	if (code !== null) throw problem("CONFLICT", { detail: `${action}: ${code}`, forMerchant: NOT_OFFERED[code] });
}
