import {
	builtInTemplate,
	checkTemplate,
	LOCALES,
	type Locale,
	MESSAGE_KINDS,
	MESSAGES,
	type MessageKind,
	PLACEHOLDERS,
	placeholdersOf,
	type Template,
} from "@kontor/documents";
import { type listMessageTexts, type MessageText, problem, type putMessageText } from "@kontor/protocol";
import type * as z from "zod";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MessageText as StoredText } from "../db/generated/client.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import { withdraw } from "../notifications/notify.ts";
import { textCause } from "./notices.ts";
import { holdingText, ownTexts, templateOf } from "./own-texts.ts";

/** All texts, as they hold for the merchant or for one of his shops. @throws ProblemError 404 */
export async function messageTexts(
	tx: MerchantTransaction,
	{ connection, kind: only }: z.infer<typeof listMessageTexts.query>,
): Promise<z.infer<typeof listMessageTexts.result>> {
	await assertShop(tx, connection);
	const own = await ownTexts(tx, connection ?? null, only);
	const kinds = only === undefined ? MESSAGE_KINDS : [only];
	return {
		items: kinds.flatMap((kind) => LOCALES.map((locale) => viewOf(own, connection, kind, locale))),
		placeholders: PLACEHOLDERS,
	};
}

/**
 * Sets a text of the merchant's or of one of his shops, or restores what holds without; the history keeps what was.
 * @throws ProblemError 400 with every place that is wrong, 404
 */
export async function setMessageText(
	tx: MerchantTransaction,
	{ kind, locale, connection, text }: z.infer<typeof putMessageText.body>,
	{ label }: MerchantCaller,
): Promise<MessageText> {
	const template = text === null ? null : checkedTemplate(kind, text);
	await assertShop(tx, connection, kind);
	// Who sets the same text waits here: the history has each change once.
	await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text`, `message-texts ${tx.merchantId}`);
	const before = storedHere(await ownTexts(tx, connection ?? null, kind), connection, kind, locale);
	if (template?.subject !== before?.subject || template?.body !== before?.body) {
		await store(tx, { kind, locale, connection: connection ?? null, template });
		const from = before === undefined ? null : templateOf(before);
		const cause = { by: "person", credential: label, kind, locale, from, to: template } as const;
		await remember(tx, connection ?? null, "text-changed", cause);
	}
	if (before !== undefined) await withdraw(tx, [textCause(before.id)]);
	return viewOf(await ownTexts(tx, connection ?? null, kind), connection, kind, locale);
}

/** As it may be stored. @throws ProblemError 400 naming line and column of each fault, and what was expected */
export function checkedTemplate(kind: MessageKind, text: Template): Template {
	const checked = checkTemplate(kind, text);
	if (checked.ok) return checked.value;
	const { problems } = checked;
	const forMerchant = (language: "de" | "en") => problems.map((one) => one.forMerchant[language]).join(" ");
	throw problem("INVALID_REQUEST", {
		detail: forMerchant("en"),
		issues: problems.map(({ field, line, column, forMerchant: { en } }) => ({
			path: `body.text.${field}`,
			message: `${line}:${column} ${en}`,
		})),
		forMerchant: { de: forMerchant("de"), en: forMerchant("en") },
	});
}

/** @throws ProblemError 400 for a text that is no shop's, 404 for a shop that is not there */
export async function assertShop(
	{ merchantId, model }: MerchantTransaction,
	id: string | undefined,
	kind?: MessageKind,
): Promise<void> {
	if (id === undefined) return;
	if (kind === "merchantDigest") throw problem("INVALID_REQUEST", { detail: "the digest is about all shops" });
	if ((await model.connection.count({ where: { merchantId, id } })) === 0) {
		throw problem("NOT_FOUND", { detail: "no such connection" });
	}
}

async function store(
	tx: MerchantTransaction,
	text: {
		readonly kind: MessageKind;
		readonly locale: Locale;
		readonly connection: string | null;
		readonly template: Template | null;
	},
): Promise<void> {
	const { kind, locale, connection, template } = text;
	if (template === null) {
		await tx.execute(
			`DELETE FROM message_texts WHERE merchant_id = $1::uuid AND connection_id IS NOT DISTINCT FROM $2::uuid AND kind = $3 AND locale = $4`,
			tx.merchantId,
			connection,
			kind,
			locale,
		);
		return;
	}
	await tx.execute(
		`INSERT INTO message_texts (merchant_id, connection_id, kind, locale, subject, body, updated_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7)
		 ON CONFLICT (merchant_id, connection_id, kind, locale) DO UPDATE
		    SET subject = excluded.subject, body = excluded.body, updated_at = excluded.updated_at`,
		tx.merchantId,
		connection,
		kind,
		locale,
		template.subject,
		template.body,
		tx.now,
	);
}

function viewOf(
	own: readonly StoredText[],
	connection: string | undefined,
	kind: MessageKind,
	locale: Locale,
): MessageText {
	const { template, from } = holdingText(own, kind, locale);
	const here = storedHere(own, connection, kind, locale);
	const { title, needs } = MESSAGES[kind];
	return {
		kind,
		locale,
		title,
		builtIn: builtInTemplate(kind, locale),
		own: here === undefined ? null : templateOf(here),
		effective: template,
		from,
		needs: [...needs],
		offers: placeholdersOf(kind).filter((name) => !needs.some((needed) => needed === name)),
	};
}

function storedHere(
	own: readonly StoredText[],
	connection: string | undefined,
	kind: MessageKind,
	locale: Locale,
): StoredText | undefined {
	return own.find((one) => one.kind === kind && one.locale === locale && one.connectionId === (connection ?? null));
}
