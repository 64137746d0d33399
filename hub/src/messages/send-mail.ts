import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { type Carrier, CarrierFault, type Channel, type Sending } from "./channel.ts";
import { compose } from "./compose.ts";
import { type SendingServer, sendingServer } from "./mail-server.ts";
import { markOf } from "./message-id.ts";
import { NO_SERVER, OF_EMAILS } from "./notices.ts";
import { optOutUrl } from "./opt-out.ts";
import { handedOver } from "./settle-message.ts";
import { openSession, type SmtpSession } from "./smtp-session.ts";
import { MessageBody, type StoredMessage } from "./stored-message.ts";
import { writeIntent } from "./write-intent.ts";

/** E-mails, over one connection in a run. */
export const EMAILS: Channel = {
	name: "email",
	table: "mail_servers",
	most: 500,
	notices: OF_EMAILS,
	async open(hub, merchantId): Promise<Carrier> {
		const server = await hub.db.merchant(merchantId, "mailServer", (tx) => sendingServer(hub, tx));
		if (server === null) throw new CarrierFault(NO_SERVER);
		const session = await openSession(server, hub.allowPrivateAddresses);
		return {
			// A process died with it, and no server can be asked.
			underWay: async (_, { handedOverAt }) =>
				handedOverAt === null ? undefined : { result: "unsure", reply: "whoever handed it over has died" },
			write: (tx, message) => write(hub, tx, message, { server, session }),
			close: () => session.close(),
			abort: () => session.abort(),
		};
	},
};

async function write(
	hub: Hub,
	tx: MerchantTransaction,
	stored: StoredMessage,
	{ server, session }: { readonly server: SendingServer; readonly session: SmtpSession },
): Promise<Sending | NotPrepared | WaitsFor> {
	const { id, merchantId } = stored;
	const optOut = MessageBody.parse(stored.body).optional ? optOutUrl(hub, merchantId, stored.recipient) : null;
	const message = stored.intent === null ? stored : await writeIntent(hub, tx, stored, server, optOut);
	if ("reason" in message || "waitsFor" in message) return message;
	const files = await tx.model.messageFile.findMany({
		where: { merchantId, messageId: id },
		orderBy: { position: "asc" },
	});
	// What comes back to the operator says whose it was.
	const mark = { message: id, merchant: server === hub.mailServer ? merchantId : null };
	const raw = await compose(message, files, server, mark, (...of) => optOutUrl(hub, ...of));
	const envelope = { id: markOf(mark), from: server.from.address, to: message.recipient };
	return (own) => session.send(envelope, raw, () => own("handMessageOver", (tx) => handedOver(tx, id, null)));
}
