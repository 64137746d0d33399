import PostalMime, { type Attachment, type Email } from "postal-mime";
import { type MessageMark, markIn } from "./message-id.ts";

/** A delivery status notification (RFC 3464) that may be about a message of ours. */
export interface DeliveryReport {
	/** By what came back with it: the envelope's identifier, or the message's own. */
	readonly about: MessageMark;
	/** Whom the message was for, as far as its own header came back. */
	readonly to: readonly string[];
	readonly recipients: readonly ReportedRecipient[];
}

export interface ReportedRecipient {
	/** What it calls him, in lower case: as he was written to, and where that led. */
	readonly addresses: readonly string[];
	/** `delayed` is tried again by whoever has it; `delivered` also where it was passed on to where nothing is reported any more. */
	readonly result: "failed" | "delayed" | "delivered";
	/** It will not work another time either (5.x.x); false: a full mailbox, a server that is gone for days (4.x.x). */
	readonly lasting: boolean;
	/** The receiving server's words: "smtp; 550 5.1.1 unknown user". */
	readonly reason: string;
}

const RESULTS: Readonly<Record<string, ReportedRecipient["result"]>> = {
	failed: "failed",
	delayed: "delayed",
	delivered: "delivered",
	relayed: "delivered",
	expanded: "delivered",
};

/** Null for what is no such report, or about no message of ours by any of its marks. */
export async function deliveryReportIn(raw: Uint8Array): Promise<DeliveryReport | null> {
	// Who sends it may send anything.
	const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true }).catch(() => null);
	if (mail === null) return null;
	const type = mail.headers.find(({ key }) => key === "content-type")?.value ?? "";
	if (!/^multipart\/report\b/i.test(type) || !/report-type="?delivery-status/i.test(type)) return null;
	// RFC 6533 names them otherwise, where addresses are not ASCII.
	const status = partOf(mail, "message/delivery-status", "message/global-delivery-status");
	if (status === undefined) return null;
	const [about = new Map(), ...each] = groupsOf(status);
	const original = partOf(mail, "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");
	const [head = new Map()] = original === undefined ? [] : groupsOf(original);
	const [found] = [
		about.get("original-envelope-id"),
		head.get("message-id"),
		about.get("x-original-message-id"),
		mail.inReplyTo,
		...(mail.references ?? "").split(/\s+/),
	].flatMap((one) => markIn(one ?? "") ?? []);
	if (found === undefined) return null;
	return { about: found, to: addressesIn(head.get("to") ?? ""), recipients: each.flatMap(recipientOf) };
}

function recipientOf(fields: ReadonlyMap<string, string>): ReportedRecipient[] {
	const result = RESULTS[fields.get("action")?.toLowerCase() ?? ""];
	if (result === undefined) return [];
	const status = fields.get("status") ?? "";
	const named = ["original-recipient", "final-recipient"].map((name) => fields.get(name) ?? "");
	return [
		{
			addresses: named.flatMap(addressesIn),
			result,
			lasting: !status.startsWith("4."),
			reason: fields.get("diagnostic-code") ?? status,
		},
	];
}

/** Header fields by name, in groups between blank lines; of one that comes twice the first. */
function groupsOf(text: string): Map<string, string>[] {
	const unfolded = text.replaceAll("\r\n", "\n").replace(/\n[ \t]+/g, " ");
	return unfolded.split(/\n{2,}/).flatMap((group) => {
		const fields = new Map<string, string>();
		for (const line of group.split("\n")) {
			const [, name, value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
			if (name !== undefined && !fields.has(name.toLowerCase())) {
				fields.set(name.toLowerCase(), value.replace(/[\s\p{Cc}]+/gu, " ").trim());
			}
		}
		return fields.size === 0 ? [] : [fields];
	});
}

/** "rfc822; Erika@kunde.example", "Erika <erika@kunde.example>" */
function addressesIn(text: string): string[] {
	return (text.toLowerCase().match(/[^\s<>;,"]+@[^\s<>;,"]+/g) ?? []).map((address) => address.replace(/^.*:/, ""));
}

function partOf({ attachments }: Email, ...types: readonly string[]): string | undefined {
	const part = attachments.find(({ mimeType }: Attachment) => types.includes(mimeType.toLowerCase()));
	if (part === undefined) return undefined;
	return typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content);
}
