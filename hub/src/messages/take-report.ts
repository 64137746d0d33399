import type { reportBounce } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendUndelivered } from "../letters/as-letter.ts";
import { notify } from "../notifications/notify.ts";
import { type DeliveryReport, deliveryReportIn, type ReportedRecipient } from "./delivery-report.ts";
import { cameBack } from "./notices.ts";
import type { StoredMessage } from "./stored-message.ts";

type Taken = z.infer<typeof reportBounce.result>;

const NOTHING: Taken = { message: null, result: null };

/** Takes a delivery report as it was received; what is none, or not about a message of this merchant, changes nothing. */
export async function takeRaw(hub: Hub, tx: MerchantTransaction, raw: Uint8Array): Promise<Taken> {
	const report = await deliveryReportIn(raw);
	return report === null ? NOTHING : takeReport(hub, tx, report);
}

/** The same of one that was read already. */
export async function takeReport(hub: Hub, tx: MerchantTransaction, report: DeliveryReport): Promise<Taken> {
	const { merchantId } = tx;
	const id = report.about.message;
	const message = await tx.model.message.findUnique({ where: { merchantId_id: { merchantId, id } } });
	const told = message === null ? undefined : toldOf(report, message);
	if (message === null || told === undefined) return NOTHING;
	const reason = told.reason.slice(0, 1000);
	switch (told.result) {
		case "failed":
			if (await mark(tx, message, { to: "undeliverable", from: ["sent", "unsure"], reason })) {
				await notify(tx, [cameBack(message, reason, told.lasting)]);
				await sendUndelivered(hub, tx, message);
			}
			return { message: message.id, result: "undeliverable" };
		case "delayed":
			await mark(tx, message, { to: "sent", from: ["sent", "unsure"], reason });
			return { message: message.id, result: "delayed" };
		case "delivered":
			// Of what nobody could say whether it was sent it is known now.
			await mark(tx, message, { to: "sent", from: ["unsure"], reason });
			return { message: message.id, result: "delivered" };
	}
}

/**
 * What it says of the message's one recipient. Anybody can write a report: one that names somebody else is believed only where what
 * came back was for him, since his mailbox may lead to another one.
 */
function toldOf(report: DeliveryReport, message: StoredMessage): ReportedRecipient | undefined {
	if (message.channel !== "email") return undefined;
	const recipient = message.recipient.toLowerCase();
	const { recipients, to } = report;
	const named = recipients.find(({ addresses }) => addresses.includes(recipient));
	if (named !== undefined) return named;
	return to.includes(recipient) && recipients.length === 1 ? recipients[0] : undefined;
}

/** Once, however often it is told. */
async function mark(
	tx: MerchantTransaction,
	{ id }: StoredMessage,
	change: { readonly to: string; readonly from: readonly string[]; readonly reason: string },
): Promise<boolean> {
	const marked = await tx.execute(
		`UPDATE messages SET state = $3, reply = $4, settled_at = CASE WHEN state = $3 THEN settled_at ELSE $5 END, due_at = NULL, lease = NULL
		  WHERE merchant_id = $1::uuid AND id = $2::uuid AND state = ANY($6)`,
		tx.merchantId,
		id,
		change.to,
		change.reason,
		tx.now,
		change.from,
	);
	return marked > 0;
}
