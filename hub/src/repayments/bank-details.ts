import { randomUUID } from "node:crypto";
import { localeOf, MESSAGES } from "@kontor/documents";
import { type askForBankDetails, problem, type Repayment } from "@kontor/protocol";
import { electronicIban, moveRepayment, REPAYMENT_FAULTS } from "@kontor/receivables";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendsMessages } from "../messages/mail-server.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import { askedOrders } from "../reminding/asked-orders.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import type { StepIntent } from "../reminding/step-intent.ts";
import { refuseFaults } from "./refuse-faults.ts";
import { repayable } from "./repayable.ts";
import { type StoredRepayment, viewOf } from "./stored-repayment.ts";

/**
 * Money is to go back, nobody knows where to: the customer is asked on a page of his own (PRODUCT K2).
 * @throws ProblemError 404; 400 naming what speaks against the amount; 409 where he cannot be written to
 */
export async function ask(
	hub: Hub,
	tx: MerchantTransaction,
	orderId: string,
	{ amount, text, confirmed }: z.infer<typeof askForBankDetails.body>,
	by: string,
): Promise<Repayment> {
	const books = await repayable(tx, [orderId]);
	const faults = books.faults(orderId, { amount, confirmed, payee: "", iban: "" }, null);
	refuseFaults(faults.filter((fault) => REPAYMENT_FAULTS[fault].field === "amount"));
	const { number, email, language } = await customerOf(hub, tx, orderId);
	const id = randomUUID();
	await tx.execute(
		`INSERT INTO repayments (merchant_id, id, order_id, amount, currency, payee, iban, text, confirmed, state, arranged_by,
		                         arranged_at, updated_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, '', '', $6, $7, 'asked', $8, $9, $9)`,
		tx.merchantId,
		id,
		orderId,
		amount.minor,
		amount.currency,
		text ?? books.number(orderId),
		confirmed,
		by,
		tx.now,
	);
	const kind = "bankDetailsRequest";
	const intent: StepIntent = { message: kind, repayment: { id, minor: amount.minor } };
	await queueMessages(tx, [
		{
			kind,
			causeKey: `bank-details ${id}`,
			order: orderId,
			audience: "customer",
			channel: "email",
			recipient: email,
			subject: `${MESSAGES[kind].title[language]} ${number}`,
			text: "",
			html: null,
			optional: MESSAGES[kind].optional,
			intent,
			onlyWhile: [],
			validUntil: null,
			files: [],
		},
	]);
	return viewOf(tx, id);
}

/** Whether its customer is still to say where it may go. */
export function isAsked({ state }: StoredRepayment): boolean {
	return moveRepayment(state, "answer") !== null;
}

/**
 * What the customer says, of a repayment that the caller has locked and that waits for it: it is arranged now, by whoever asked, and
 * waits for approval as any other.
 * @returns what is wrong with it; null: it was taken
 */
export async function takeDetails(
	tx: MerchantTransaction,
	repayment: StoredRepayment,
	{ number }: { readonly number: string },
	{ payee, iban }: { readonly payee: string; readonly iban: string },
): Promise<"no-payee" | "wrong-iban" | null> {
	const { id, orderId, confirmed } = repayment;
	const amount = { minor: Number(repayment.amount), currency: repayment.currency };
	const books = await repayable(tx, [orderId]);
	const faults = books.faults(orderId, { amount, confirmed, payee, iban }, repayment);
	if (faults.includes("no-payee")) return "no-payee";
	// Whose accounts the merchant has is nobody's business.
	if (faults.includes("wrong-iban") || faults.includes("own-account")) return "wrong-iban";
	await tx.execute(
		`UPDATE repayments SET payee = $3, iban = $4, state = $5, arranged_at = $6, updated_at = $6
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		payee.trim(),
		electronicIban(iban) ?? iban,
		moveRepayment(repayment.state, "answer"),
		tx.now,
	);
	await notify(tx, [given(id, orderId, number)]);
	return null;
}

async function customerOf(
	hub: Hub,
	tx: MerchantTransaction,
	orderId: string,
): Promise<{ readonly number: string; readonly email: string; readonly language: "de" | "en" }> {
	const rules = await rulesOfWriting(tx);
	const [order] = await askedOrders(tx, { ...rules, inReview: new Set() }, [orderId]);
	const email = order?.customer.email ?? null;
	if (order === undefined || order.erased || email === null) {
		throw problem("CONFLICT", { detail: "no e-mail address", forMerchant: NO_ADDRESS });
	}
	if (!(await sendsMessages(hub, tx))) {
		throw problem("CONFLICT", { detail: "no mail server", forMerchant: NO_SERVER });
	}
	const { language, billing } = order.customer;
	return { number: order.number, email, language: localeOf(language, billing.country) === "en" ? "en" : "de" };
}

const NO_ADDRESS = {
	de: "Von diesem Kunden ist keine E-Mail-Adresse bekannt. Bitte die Bankverbindung selbst eintragen.",
	en: "No e-mail address of this customer is known. Please enter the bank details yourself.",
};
const NO_SERVER = {
	de: "Es ist kein Mailserver eingerichtet. Bitte einen eintragen, oder die Bankverbindung selbst.",
	en: "No mail server has been set up. Please enter one, or the bank details yourself.",
};

function given(repayment: string, order: string, number: string): Notice {
	return {
		code: "BANK_DETAILS_GIVEN",
		causeKey: `bank-details:${repayment}`,
		text: {
			de: `Der Kunde der Bestellung ${number} hat seine Bankverbindung angegeben. Die Rückzahlung wartet auf Ihre Freigabe.`,
			en: `The customer of order ${number} has given his bank details. The repayment waits for your approval.`,
		},
		about: { order },
	};
}
