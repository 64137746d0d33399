import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import type { StoredAccess } from "./stored-access.ts";

/** What is told of an access, each cause once (PRODUCT L4). */
export function causesOf(accessId: string) {
	const cause = (what: string) => `bank-access:${accessId}:${what}`;
	return {
		stopped: cause("stopped"),
		silent: cause("silent"),
		unreadable: cause("unreadable"),
		unknown: cause("unknown"),
	};
}

/** Nothing of it matters any more. */
export async function withdrawAll(tx: MerchantTransaction, accessId: string): Promise<void> {
	await tx.execute(
		`UPDATE notifications SET done_at = $3 WHERE merchant_id = $1::uuid AND starts_with(cause_key, $2) AND done_at IS NULL`,
		tx.merchantId,
		`bank-access:${accessId}:`,
		tx.now,
	);
}

type Told = Pick<StoredAccess, "id" | "name">;

/** It stopped, and goes on only when the merchant has acted. */
export function stopped({ id, name }: Told, text: Text): Notice {
	return {
		code: "BANK_ACCESS_STOPPED",
		causeKey: causesOf(id).stopped,
		text: {
			de: `Der Bankzugang „${name}“ ruft nichts mehr ab. ${text.de}`,
			en: `The bank access "${name}" fetches nothing any more. ${text.en}`,
		},
		about: { access: id },
	};
}

/** For a day the bank has given nothing. */
export function silent({ id, name }: Told, text: Text): Notice {
	return {
		code: "BANK_ACCESS_SILENT",
		causeKey: causesOf(id).silent,
		text: {
			de: `Über den Bankzugang „${name}“ kam seit mehr als einem Tag nichts. ${text.de}`,
			en: `Nothing has come by the bank access "${name}" for more than a day. ${text.en}`,
		},
		about: { access: id },
	};
}

/** What came could not be read in whole: it is asked for again, or a file put aside; nothing of it is lost. */
export function unreadable({ id, name }: Told, delivery: string, text: Text): Notice {
	return {
		code: "BANK_DELIVERY_UNREADABLE",
		causeKey: causesOf(id).unreadable,
		text: {
			de: `Über den Bankzugang „${name}“ kam etwas, das nicht ganz gelesen werden konnte (${delivery}): ${text.de}`,
			en: `By the bank access "${name}" something came that could not be read in whole (${delivery}): ${text.en}`,
		},
		about: { access: id },
	};
}

/** Of one file or account: told for each, and until the merchant says that he has seen to it. */
export function concerning(what: string, notice: Notice): Notice {
	return { ...notice, causeKey: `${notice.causeKey}:${what}` };
}

/** A file of an account that is not the merchant's here. */
export function unknownAccount({ id, name }: Told, delivery: string, accounts: readonly string[]): Notice {
	const named = accounts.join(", ");
	return {
		code: "BANK_ACCOUNT_UNKNOWN",
		causeKey: causesOf(id).unknown,
		text: {
			de: `„${delivery}“ (Bankzugang „${name}“) gehört zu einem Konto, das nicht angelegt ist: ${named}. Bitte legen Sie es an.`,
			en: `"${delivery}" (bank access "${name}") is about an account that is not there: ${named}. Please add it.`,
		},
		about: { access: id },
	};
}

/** Once for each end, also after the merchant has put it aside (PRODUCT M10). */
export async function noticeConsentEnd(
	tx: MerchantTransaction,
	{ id, name, endsAt, timeZone }: Told & { readonly endsAt: Date; readonly timeZone: string },
): Promise<void> {
	const causeKey = consentCause(id, endsAt);
	const told = await tx.model.notification.count({ where: { merchantId: tx.merchantId, causeKey } });
	if (told > 0) return;
	const day = (language: string) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone });
	await notify(tx, [
		{
			code: "BANK_CONSENT_ENDS",
			causeKey,
			text: {
				de: `Die Zustimmung bei der Bank für „${name}“ endet am ${day("de-DE").format(endsAt)}. Bitte erneuern Sie sie; Konten und Buchungen bleiben.`,
				en: `The consent at the bank for "${name}" ends on ${day("en-GB").format(endsAt)}. Please renew it; accounts and postings stay.`,
			},
			about: { access: id },
		},
	]);
}

export function consentCause(accessId: string, endsAt: Date): string {
	return `bank-access:${accessId}:consent:${endsAt.toISOString()}`;
}
