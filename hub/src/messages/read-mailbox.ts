import { isIP } from "node:net";
import type { Text } from "@kontor/connector";
import type { BounceMailbox } from "@kontor/protocol";
import { ImapFlow } from "imapflow";
import { CarrierFault } from "./channel.ts";
import { addressOf } from "./public-address.ts";

export interface ReachedMailbox extends BounceMailbox {
	readonly password: string;
}

/** How far a mailbox was read: an identifier is good for one validity of the mailbox only (RFC 9051, 2.3.1.1). */
export interface MailboxPlace {
	readonly validity: bigint;
	readonly uid: number;
}

export interface Found {
	readonly place: MailboxPlace;
	/** Null for what is no report: it stays unread. */
	readonly report: Uint8Array | null;
}

/** How far back a mailbox is read that was never read. */
const DAYS = 7;
const MOST_AT_A_TIME = 500;
/** A report that brings back the whole message, with its PDF. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A mailbox that answers by drops keeps no place among those that send for ever. */
const MOST_MS = 2 * 60_000;
const PATIENCE_MS = 30_000;

/** What has come since, reports whole. It changes nothing there, not even what counts as read. @throws CarrierFault */
export async function* newIn(
	mailbox: ReachedMailbox,
	from: MailboxPlace | null,
	{ allowPrivateAddresses, now, mostMs = MOST_MS }: { allowPrivateAddresses: boolean; now: Date; mostMs?: number },
): AsyncGenerator<Found> {
	const client = await clientFor(mailbox, allowPrivateAddresses);
	const timer = setTimeout(() => client.close(), mostMs).unref();
	try {
		await client.connect();
		const { uidValidity: validity } = await client.mailboxOpen(mailbox.folder, { readOnly: true });
		const last = from !== null && from.validity === validity ? from.uid : null;
		const since = new Date(now.getTime() - DAYS * 24 * 60 * 60_000);
		const asked = last === null ? { since } : { uid: `${last + 1}:*` };
		const known = (await client.search(asked, { uid: true })) || [];
		// `n:*` names the last one also where it is below n.
		const uids = known.filter((uid) => uid > (last ?? 0)).toSorted((a, b) => a - b);
		const next = uids.slice(0, MOST_AT_A_TIME);
		if (next.length === 0) return;
		const found = await client.fetchAll(next.join(), { uid: true, size: true, bodyStructure: true }, { uid: true });
		const reports = found.filter(({ bodyStructure, size = 0 }) => {
			return bodyStructure?.type.toLowerCase() === "multipart/report" && size <= MOST_BYTES;
		});
		for (const uid of next) {
			const isReport = reports.some((one) => one.uid === uid);
			const whole = isReport && (await client.fetchOne(`${uid}`, { source: true }, { uid: true }));
			yield { place: { validity, uid }, report: whole === false ? null : (whole.source ?? null) };
		}
	} catch (error) {
		throw faultOf(error, mailbox);
	} finally {
		clearTimeout(timer);
		client.close();
	}
}

async function clientFor(mailbox: ReachedMailbox, allowPrivateAddresses: boolean): Promise<ImapFlow> {
	const { host, port, security, user, password } = mailbox;
	const client = new ImapFlow({
		host: await addressOf(host, allowPrivateAddresses),
		port,
		secure: security === "tls",
		...(security !== "tls" && { doSTARTTLS: security === "starttls" }),
		...(isIP(host) === 0 && { servername: host }),
		auth: { user, pass: password },
		logger: false,
		disableAutoIdle: true,
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS,
		maxLiteralSize: MOST_BYTES,
	});
	// Emitted beside what is awaited.
	client.on("error", () => {});
	return client;
}

function faultOf(error: unknown, { host, port, user, folder }: ReachedMailbox): CarrierFault {
	const { authenticationFailed, mailboxMissing, responseText, message } = error as Error & {
		authenticationFailed?: boolean;
		mailboxMissing?: boolean;
		responseText?: string;
	};
	const reason = responseText ?? message;
	const text: Text =
		authenticationFailed === true
			? {
					de: `Der Mailserver ${host} lehnt die Anmeldung von ${user} ab (${reason}).`,
					en: `The mail server ${host} refuses the login of ${user} (${reason}).`,
				}
			: mailboxMissing === true
				? {
						de: `Auf dem Mailserver ${host} gibt es keinen Ordner „${folder}“.`,
						en: `There is no folder “${folder}” on the mail server ${host}.`,
					}
				: {
						de: `Der Mailserver ${host}:${port} antwortet nicht (${reason}).`,
						en: `The mail server ${host}:${port} does not answer (${reason}).`,
					};
	return new CarrierFault(text, error);
}
