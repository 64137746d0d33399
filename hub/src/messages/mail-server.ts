import { MailServer, type MailServerState, type putMailServer } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type CarrierKind, carrierState, hasOwnCarrier, ownCarrier, setCarrier } from "./carriers.ts";
import { OF_EMAILS } from "./notices.ts";

const Secrets = z.object({ password: z.string().optional(), dkimKey: z.string().optional() });

const KIND: CarrierKind<MailServer, z.infer<typeof Secrets>> = {
	table: "mail_servers",
	notices: OF_EMAILS,
	place: "mail-server",
	config: MailServer,
	secrets: Secrets,
	isSame: (known, set) => known.host === set.host && known.user === set.user,
};

/** All that is needed to send by a server. */
export interface SendingServer extends MailServer {
	readonly password: string | undefined;
	readonly dkimKey: string | undefined;
}

/** Whether anybody sends e-mails for the merchant. Without, nothing is written to anybody, and nothing piles up. */
export async function sendsMessages(hub: Hub, tx: MerchantTransaction): Promise<boolean> {
	return hub.mailServer !== null || hasOwnCarrier(tx, KIND);
}

/** The merchant's own server, else the operator's; null where there is neither. */
export async function sendingServer(hub: Hub, tx: MerchantTransaction): Promise<SendingServer | null> {
	const own = await ownCarrier(hub, tx, KIND);
	if (own === null) return hub.mailServer;
	const { password, dkimKey } = own.secrets;
	return { ...own.config, password, dkimKey };
}

export async function setServer(
	hub: Hub,
	tx: MerchantTransaction,
	{ server, secrets }: z.infer<typeof putMailServer.body>,
): Promise<MailServerState> {
	await setCarrier(hub, tx, KIND, { config: server, secrets });
	return serverState(hub, tx);
}

export async function serverState(hub: Hub, tx: MerchantTransaction): Promise<MailServerState> {
	const { config: server, ...state } = await carrierState(tx, KIND);
	return { server, sends: server !== null || hub.mailServer !== null, ...state };
}
