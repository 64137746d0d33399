import {
	builtInTemplate,
	inSwissGerman,
	type Locale,
	type MessageData,
	type MessageKind,
	type Template,
	type Written,
	writeMessage,
	writeOwnMessage,
} from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import type { MessageText as StoredText } from "../db/generated/client.ts";
import { notify } from "../notifications/notify.ts";
import { textFails } from "./notices.ts";

/** The text that holds for a message, and whose it is. */
export interface HoldingText {
	readonly template: Template;
	readonly from: "shop" | "merchant" | "builtIn";
	/** Where it is stored; null: it is ours. */
	readonly stored: StoredText | null;
}

/** What a merchant has written himself. @param connection with that shop's own; null: for all shops */
export function ownTexts(
	{ merchantId, model }: MerchantTransaction,
	connection: string | null,
	kind?: MessageKind,
): Promise<StoredText[]> {
	return model.messageText.findMany({
		where: {
			merchantId,
			OR: [{ connectionId: null }, ...(connection === null ? [] : [{ connectionId: connection }])],
			...(kind !== undefined && { kind }),
		},
	});
}

/** The shop's before the merchant's before ours (PRODUCT A11); German in Swiss spelling where there is none for Swiss customers. */
export function holdingText(own: readonly StoredText[], kind: MessageKind, locale: Locale): HoldingText {
	for (const from of ["shop", "merchant"] as const) {
		const texts = own.filter((one) => one.kind === kind && (one.connectionId === null) === (from === "merchant"));
		const exact = texts.find((one) => one.locale === locale);
		if (exact !== undefined) return { template: templateOf(exact), from, stored: exact };
		const german = locale === "de-CH" ? texts.find((one) => one.locale === "de") : undefined;
		if (german !== undefined) return { template: inSwissGerman(templateOf(german)), from, stored: german };
	}
	return { template: builtInTemplate(kind, locale), from: "builtIn", stored: null };
}

/**
 * Writes a message by the text that holds. One of the merchant's own that fails with these data costs no message: ours is sent, and he
 * is told once (PRODUCT L4).
 *
 * @param connection of the order; null: it is about none
 */
export async function writeText(
	tx: MerchantTransaction,
	connection: string | null,
	{ kind, locale, data }: { readonly kind: MessageKind; readonly locale: Locale; readonly data: MessageData },
): Promise<Written> {
	const { template, stored } = holdingText(await ownTexts(tx, connection, kind), kind, locale);
	if (stored === null) return writeMessage(template, data, locale);
	const { written, fault } = writeOwnMessage(kind, template, data, locale);
	if (fault !== null) await notify(tx, [textFails(stored.id, kind, fault)]);
	return written;
}

export function templateOf({ subject, body }: Template): Template {
	return { subject, body };
}
