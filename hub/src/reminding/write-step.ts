import { composeMail, type Mail } from "@kontor/documents";
import { ALREADY_PAID } from "../customer-pages/already-paid-link.ts";
import { BANK_DETAILS } from "../customer-pages/bank-details-link.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { SendingServer } from "../messages/mail-server.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import type { NotPrepared, WaitsFor } from "./not-prepared.ts";
import { prepareStep } from "./prepare-step.ts";

/** The e-mail about an order as it stands now, or why it cannot be written (yet). */
export async function writeStep(
	hub: Hub,
	tx: MerchantTransaction,
	message: StoredMessage,
	server: SendingServer,
	unsubscribeUrl: string | null,
): Promise<{ readonly mail: Mail } | NotPrepared | WaitsFor> {
	const { merchantId: merchant } = tx;
	const step = await prepareStep(tx, message, server, ({ id: order }, { repayment }) => ({
		alreadyPaid: ALREADY_PAID.urlOf(hub, { merchant, order }),
		...(repayment !== undefined && { bankDetails: BANK_DETAILS.urlOf(hub, { merchant, repayment: repayment.id }) }),
	}));
	if ("reason" in step || "waitsFor" in step) return step;
	const { order, recipient, sender, locale, written, asked } = step;
	const mail = composeMail({
		from: server.from,
		to: { name: order.customer.name, address: recipient },
		...(server.replyTo !== null && { replyTo: { address: server.replyTo } }),
		message: written,
		locale,
		look: sender.look,
		...(asked?.code != null && { code: asked.code }),
		...(unsubscribeUrl?.startsWith("https:") && { unsubscribeUrl }),
	});
	return mail.ok
		? { mail: mail.value }
		: { reason: mail.problems.map(({ forMerchant }) => forMerchant.en).join(" "), isOver: false };
}
