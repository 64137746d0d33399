import type { Client } from "pg";
import type { YearMerchant } from "./open-shop.ts";
import { orderNumber } from "./person.ts";
import type { Arrived } from "./year-mail.ts";

interface Row {
	readonly id: string;
	readonly kind: string;
	readonly ref: string;
	readonly email: string;
	readonly state: string;
	readonly reply: string | null;
	readonly step: string | null;
}

/** Steps that write to the customer, and what they write. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
	paymentInformation: ["paymentInformation", "amountChanged"],
	repetition: ["paymentInformationAgain"],
	beforeDue: ["dueSoon"],
	question: ["deliveryQuestion"],
	reminder: ["reminder", "demand", "finalDemand"],
	cancel: ["cancellation"],
};

/** In which states of its order a message may arrive. */
const WHILE = ["open", "partiallyPaid", "overdue"];

/** How often a message has to arrive, by what the hub says became of it. */
const TIMES: Readonly<Record<string, readonly number[]>> = {
	sent: [1],
	// Nobody can say: it broke, or died, in between.
	unsure: [0, 1],
	refused: [0],
	cancelled: [0],
};

/** What the customers got, against what was done: a message for each step and none without, none twice, none to a settled order. */
export async function checkMail(sql: Client, { id }: YearMerchant, arrived: readonly Arrived[]): Promise<string[]> {
	const { rows } = await sql.query<Row>(
		`SELECT m.id, m.kind, o.ref, m.recipient AS email, m.state, m.reply, s.kind AS step FROM messages m
		   JOIN orders o ON o.merchant_id = m.merchant_id AND o.id = m.order_id
		   LEFT JOIN order_steps s ON s.merchant_id = m.merchant_id AND s.message_id = m.id WHERE m.merchant_id = $1`,
		[id],
	);
	const { rows: silent } = await sql.query<{ ref: string; kind: string }>(
		`SELECT o.ref, s.kind FROM order_steps s JOIN orders o ON o.merchant_id = s.merchant_id AND o.id = s.order_id
		  WHERE s.merchant_id = $1 AND s.message_id IS NULL AND s.decided_by <> 'shop'`,
		[id],
	);
	const wrong = silent
		.filter(({ kind }) => kind in WRITTEN)
		.map(({ ref, kind }) => `${ref}: nothing was written for ${kind}`);
	const came = Map.groupBy(arrived, ({ message }) => message);
	for (const message of rows) {
		const { kind, ref, step, state, reply } = message;
		const mails = came.get(message.id) ?? [];
		came.delete(message.id);
		if (step === null || WRITTEN[step]?.includes(kind) !== true) wrong.push(`${ref}: ${kind} was sent for ${step}`);
		if (TIMES[state]?.includes(mails.length) !== true) {
			wrong.push(`${ref}: ${kind} is ${state} and arrived ${mails.length} times`);
		}
		if (state === "cancelled" && !/^the order is \w+ by now$/.test(reply ?? ""))
			wrong.push(`${ref}: ${kind}: ${reply}`);
		for (const { orderState, to, raw } of mails) {
			const may = kind === "cancellation" ? ["cancelled"] : WHILE;
			if (!may.includes(orderState ?? "")) wrong.push(`${ref}: ${kind} arrived when the order was ${orderState}`);
			if (to !== message.email) wrong.push(`${ref}: ${kind} went to ${to}`);
			if (!raw.includes(orderNumber(Number(ref.slice("order-".length)))))
				wrong.push(`${ref}: ${kind} names another order`);
		}
	}
	for (const [message] of came) wrong.push(`nobody knows of the message ${message}`);
	return wrong;
}
