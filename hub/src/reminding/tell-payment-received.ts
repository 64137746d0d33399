import { randomUUID } from "node:crypto";
import type { Day } from "@kontor/connector";
import { localeOf, MESSAGES } from "@kontor/documents";
import { addDays, type Lifecycle } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { addJob, type JobPayloads } from "../jobs/jobs.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { sendsMessages } from "../messages/mail-server.ts";
import { type NewMessage, queueMessages } from "../messages/queue-messages.ts";
import { rulesOfWriting } from "./rules-of-writing.ts";
import type { StepIntent } from "./step-intent.ts";

/**
 * Payments were booked: where a shop wants its customers to hear of them (PRODUCT F10), that becomes due with this commit. A thread
 * that assigns does not know who sends e-mails, so what is to be said is worked out after it.
 */
export async function askToTell(
	tx: MerchantTransaction,
	booked: readonly { readonly id: string; readonly kind: string }[],
): Promise<void> {
	const assignments = booked.flatMap(({ id, kind }) => (kind === "payment" ? id : []));
	if (assignments.length === 0 || !(await isWanted(tx))) return;
	const { merchantId } = tx;
	await addJob(tx, "paymentReceived", { merchantId, assignments }, { key: `received:${randomUUID()}`, inMs: 0 });
}

/** By the merchant, or by one of his shops. */
async function isWanted(tx: MerchantTransaction): Promise<boolean> {
	const path = "'{receivables,common,notifyPaymentReceived}'";
	const [row] = await tx.query<{ wanted: boolean }>(
		`SELECT EXISTS (SELECT FROM settings WHERE merchant_id = $1::uuid AND body #> ${path} = 'true')
		     OR EXISTS (SELECT FROM connections WHERE merchant_id = $1::uuid AND settings #> ${path} = 'true') AS wanted`,
		tx.merchantId,
	);
	return row?.wanted === true;
}

interface Received {
	posting: string;
	order: string;
	connection: string;
	number: string;
	lifecycle: Lifecycle;
	erased: boolean;
	email: string | null;
	language: string | null;
	country: string | null;
	day: Day;
	minor: bigint;
}

/**
 * Days since the bank booked a payment in which it is news to whoever paid: an outage of the bank and a review take less. What old
 * statements bring, or is released late (PRODUCT C4), is told to nobody.
 */
const NEWS_FOR_DAYS = 14;

/** The job: one message for each payment that still stands, with what it was more than the order needed. */
export async function tellPaymentReceived(
	hub: Hub,
	{ merchantId, assignments }: JobPayloads["paymentReceived"],
): Promise<void> {
	await hub.db.merchant(merchantId, "tellPaymentReceived", async (tx) => {
		if (operationOf(await settingsOf(tx)) === "trial" || !(await sendsMessages(hub, tx))) return;
		const rules = await rulesOfWriting(tx);
		const since = addDays(rules.today, -NEWS_FOR_DAYS);
		const payments = (await received(tx, assignments)).filter(({ connection, lifecycle, erased, day }) => {
			const { settings, testSystem } = rules.shop(connection);
			const wanted = settings.common.notifyPaymentReceived && !testSystem;
			return wanted && !erased && lifecycle !== "removedExternally" && day >= since;
		});
		await queueMessages(tx, payments.flatMap(messageOf));
	});
	await hub.messageRuns.look(hub);
}

function received(tx: MerchantTransaction, assignments: readonly string[]): Promise<Received[]> {
	return tx.query<Received>(
		`SELECT p.id AS posting, o.id AS "order", o.connection_id AS connection, o.number, o.lifecycle, o.erased_by IS NOT NULL AS erased,
		        o.body #>> '{customer,email}' AS email, o.body #>> '{customer,language}' AS language,
		        o.body #>> '{customer,billing,country}' AS country, p.booking_day::text AS day, sum(part.order_amount)::bigint AS minor
		   FROM (SELECT DISTINCT posting_id, order_id FROM assignments
		          WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND undone_at IS NULL) booked
		   JOIN assignments part ON part.merchant_id = $1::uuid AND part.posting_id = booked.posting_id AND part.order_id = booked.order_id
		        AND part.undone_at IS NULL AND part.kind IN ('payment', 'surplus')
		   JOIN postings p ON p.merchant_id = $1::uuid AND p.id = booked.posting_id
		   JOIN orders o ON o.merchant_id = $1::uuid AND o.id = booked.order_id
		  GROUP BY p.id, p.booking_day, o.id, o.connection_id, o.number, o.lifecycle, o.erased_by, o.body`,
		tx.merchantId,
		assignments,
	);
}

function messageOf({ posting, order, number, email, language, country, day, minor }: Received): NewMessage[] {
	if (email === null || minor <= 0n) return [];
	const { title, optional } = MESSAGES.paymentReceived;
	const english = localeOf(language ?? undefined, country ?? undefined) === "en";
	const intent: StepIntent = { message: "paymentReceived", received: { minor: Number(minor), day } };
	return [
		{
			kind: "paymentReceived",
			causeKey: `payment-received ${posting} ${order}`,
			order,
			audience: "customer",
			channel: "email",
			recipient: email,
			subject: `${title[english ? "en" : "de"]} ${number}`,
			text: "",
			html: null,
			optional,
			intent,
			onlyWhile: [],
			validUntil: null,
			files: [],
		},
	];
}
