import type { Money } from "@kontor/connector";
import {
	composeMail,
	type Locale,
	letterPdf,
	type MessageData,
	type MessageKind,
	type PaymentCode,
	paymentCode,
	previewMail,
	sampleData,
	writeMessage,
	writeOwnMessage,
} from "@kontor/documents";
import { type previewMessageText, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { hasPostalAddress, letterParts } from "../letters/letter-parts.ts";
import { type AskedOrder, askedOrders } from "../reminding/asked-orders.ts";
import { askedOf, toldOf } from "../reminding/prepare-step.ts";
import { type RulesOfWriting, rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { profileOf, type Sender } from "../reminding/sender.ts";
import { sendingServer } from "./mail-server.ts";
import { assertShop, checkedTemplate } from "./message-texts.ts";
import { holdingText, ownTexts } from "./own-texts.ts";

type Asked = z.infer<typeof previewMessageText.body>;

/** What a text is shown with. */
interface Shown {
	readonly data: MessageData;
	readonly sender: Pick<Sender, "look" | "address">;
	readonly about: Pick<AskedOrder, "customer" | "number">;
	/** Whose text holds where none is given. */
	readonly connection: string | null;
	readonly code: PaymentCode | null;
}

/** A text as it would be sent; nothing is stored. @throws ProblemError 400 for a text that could not be saved, 404 */
export async function previewText(
	hub: Hub,
	tx: MerchantTransaction,
	asked: Asked,
): Promise<z.infer<typeof previewMessageText.result>> {
	const { kind, locale, text } = asked;
	const given = text === undefined ? null : checkedTemplate(kind, text);
	await assertShop(tx, asked.connection, kind);
	const rules = await rulesOfWriting(tx);
	const shown =
		asked.order === undefined
			? await invented(tx, rules, kind, locale)
			: await ofOrder(hub, tx, rules, { ...asked, order: asked.order });
	const connection = asked.connection ?? shown.connection;
	const holding = holdingText(await ownTexts(tx, connection, kind), kind, locale);
	const { written, fault } =
		given === null && holding.stored === null
			? { written: writeMessage(holding.template, shown.data, locale), fault: null }
			: writeOwnMessage(kind, given ?? holding.template, shown.data, locale);
	const { sender, about, code } = shown;
	const mailbox = { address: "preview@kontor.example" };
	const parts = { message: written, locale, look: sender.look, ...(code !== null && { code }) };
	const mail = composeMail({ from: mailbox, to: mailbox, ...parts });
	if (!mail.ok) throw new Error(`a preview makes no mail: ${mail.problems.map(({ code: why }) => why).join()}`);
	const letter =
		asked.letter && hasPostalAddress(about.customer)
			? await letterPdf({
					...letterParts(about, sender, { country: rules.country, locale }),
					...parts,
					day: rules.today,
				})
			: null;
	return {
		...previewMail(mail.value),
		pdf: letter === null ? null : Buffer.from(letter).toString("base64"),
		fault,
	};
}

/** @throws ProblemError 404 */
async function ofOrder(
	hub: Hub,
	tx: MerchantTransaction,
	rules: RulesOfWriting,
	{ order: id, kind, locale }: Asked & { readonly order: string },
): Promise<Shown> {
	const [order] = await askedOrders(tx, { ...rules, inReview: new Set() }, [id]);
	if (order === undefined || order.erased) throw problem("NOT_FOUND", { detail: "no such order" });
	const server = await sendingServer(hub, tx);
	const { data: known, sender, payment } = await toldOf(tx, [order], rules, { message: kind, level: 1 }, server);
	const data = { ...happened(kind, locale, order.scheduled.settlement.currency), ...known };
	const { code = null } = askedOf(kind, payment, data.amount) ?? {};
	return { data, sender, about: order, connection: order.connectionId, code };
}

/** What no order says by itself, since it has not happened to it: a payment, a change, a handover. */
function happened(kind: MessageKind, locale: Locale, currency: string): Partial<MessageData> {
	const { previousAmount, received, repayment, collection, links, tasks } = sampleData(kind, locale);
	const inCurrency = <T extends { readonly amount: Money }>(one: T | undefined) =>
		one && { ...one, amount: { ...one.amount, currency } };
	return {
		collection,
		links,
		tasks,
		previousAmount: previousAmount && { ...previousAmount, currency },
		received: inCurrency(received),
		repayment: inCurrency(repayment),
	};
}

/** An order with everything that can be said of one, from this merchant. */
async function invented(
	tx: MerchantTransaction,
	{ country }: RulesOfWriting,
	kind: MessageKind,
	locale: Locale,
): Promise<Shown> {
	const { name, color, imprint, address } = await profileOf(tx);
	const sample = sampleData(kind, locale);
	const look = { name: name ?? sample.shop.name, color, imprint };
	const { payment, amount, customer, order } = sample;
	const code = payment !== undefined && amount !== undefined ? paymentCode(payment, amount) : null;
	const billing = { street: "Hauptstraße 1", postcode: "10115", city: "Berlin", country };
	return {
		data: { ...sample, shop: { ...sample.shop, name: look.name } },
		sender: { look, address },
		about: { number: order?.number ?? "10815", customer: { ...customer, billing } },
		connection: null,
		code: code?.ok === true ? code.value : null,
	};
}
