import {
	cancelMessage,
	getBounceMailbox,
	getMailServer,
	getMessage,
	getMessageFile,
	listMessages,
	listMessageTexts,
	optOut,
	previewMessageText,
	problem,
	putBounceMailbox,
	putMailServer,
	putMessageText,
	reportBounce,
	resendMessage,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { mailboxState, setMailbox } from "./bounce-mailbox.ts";
import { cancelByHand, resend } from "./change-message.ts";
import { messagesOf } from "./list-messages.ts";
import { serverState, setServer } from "./mail-server.ts";
import { messageTexts, setMessageText } from "./message-texts.ts";
import { allowAgain, decline } from "./opt-out.ts";
import { previewText } from "./preview-text.ts";
import { addressHash } from "./queue-messages.ts";
import { detailOf } from "./stored-message.ts";
import { takeRaw } from "./take-report.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listMessages, (tx, { query }) => messagesOf(tx, query)),
		merchantRoute(hub, getMessage, (tx, { params }) => detailOf(tx, params.message)),
		merchantRoute(hub, getMessageFile, async (tx, { params: { message: messageId, position } }) => {
			const { merchantId } = tx;
			const file = await tx.model.messageFile.findUnique({
				where: { merchantId_messageId_position: { merchantId, messageId, position } },
			});
			if (file === null) throw problem("NOT_FOUND", { detail: "no such file of a message" });
			return file.bytes;
		}),
		merchantRoute(hub, resendMessage, (tx, { params, body }) => resend(tx, params.message, body.recipient)),
		merchantRoute(hub, cancelMessage, (tx, { params }, { label }) => cancelByHand(tx, params.message, label)),
		merchantRoute(hub, reportBounce, (tx, { body }) => takeRaw(hub, tx, body)),
		merchantRoute(hub, getBounceMailbox, (tx) => mailboxState(tx)),
		merchantRoute(hub, putBounceMailbox, (tx, { body }) => setMailbox(hub, tx, body)),
		merchantRoute(hub, getMailServer, (tx) => serverState(hub, tx)),
		merchantRoute(hub, putMailServer, (tx, { body }) => setServer(hub, tx, body)),
		merchantRoute(hub, listMessageTexts, (tx, { query }) => messageTexts(tx, query)),
		merchantRoute(hub, putMessageText, (tx, { body }, caller) => setMessageText(tx, body, caller)),
		merchantRoute(hub, previewMessageText, (tx, { body }) => previewText(hub, tx, body)),
		merchantRoute(hub, optOut, (tx, { body: { address, declined } }) =>
			declined ? decline(tx, addressHash(address), "merchant") : allowAgain(tx, addressHash(address)),
		),
	];
}
