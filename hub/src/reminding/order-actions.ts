import { localeOf } from "@kontor/documents";
import { type OfferedAction, problem } from "@kontor/protocol";
import {
	type ActionName,
	type ActionSituation,
	NOT_OFFERED,
	orderActions,
	type PlannedStep,
	type StepKind,
	whyNotOffered,
} from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { invoiceLetterOf } from "../letters/invoice-letter.ts";
import { hasPostalAddress } from "../letters/letter-parts.ts";
import { NO_SERVICE } from "../letters/notices.ts";
import { type NewMessage, queueMessages } from "../messages/queue-messages.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { arrange } from "./arrange-order.ts";
import { type AskedOrder, askedOrders } from "./asked-orders.ts";
import { type RulesOfShops, rulesOfShops } from "./rules-of-shops.ts";
import type { StepIntent } from "./step-intent.ts";
import { takeSteps } from "./take-steps.ts";

/** What a person can do with an order now; what is not offered says why (PRODUCT G12). @throws ProblemError 404 */
export async function actionsOf(hub: Hub, tx: MerchantTransaction, id: string): Promise<OfferedAction[]> {
	const rules = await rulesOfShops(hub, tx);
	const situation = await situationOf(tx, await orderOf(tx, rules, id), rules);
	return orderActions(situation).map((offered) => ({
		action: offered.action,
		title: offered.title,
		why: offered.offered ? null : { code: offered.code, text: offered.why },
	}));
}

/** Those that need nothing but the click. */
type Click =
	| "send-payment-information"
	| "send-reminder"
	| "send-payment-slip"
	| "send-reminder-letter"
	| "send-invoice-letter"
	| "hand-over"
	| "end-collection"
	| "revive"
	| "stop-reminders"
	| "resume-reminders";

type Act = (given: {
	readonly hub: Hub;
	readonly tx: MerchantTransaction;
	readonly order: AskedOrder;
	readonly rules: RulesOfShops;
	readonly caller: MerchantCaller;
}) => Promise<void>;

const ACTS: Readonly<Record<Click, Act>> = {
	"send-payment-information": (given) => step(given, "paymentInformation", null),
	"send-reminder": (given) => step(given, "reminder", nextLevel(given.order)),
	"send-payment-slip": paymentSlip,
	"send-reminder-letter": (given) => step(given, "reminder", nextLevel(given.order), { byLetter: true }),
	"send-invoice-letter": ({ tx, order, rules }) =>
		letter(tx, rules, invoiceLetterOf(order, tx.now, ` by hand ${tx.now.getTime()}`)),
	"hand-over": (given) => step(given, "handover", null),
	"end-collection": (given) => event(given, "collection-ended"),
	revive: (given) => event(given, "revived-by-hand"),
	"stop-reminders": ({ tx, order }) => arrange(tx, order.id, { dunningBlock: { until: null } }),
	"resume-reminders": ({ tx, order }) => arrange(tx, order.id, { dunningBlock: null }),
};

/**
 * Does one of the actions, if it is offered in this moment: what was shown may be old.
 * @throws ProblemError 404, 409 with the sentence that its button shows
 */
export async function doAction(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	action: Click,
	caller: MerchantCaller,
): Promise<void> {
	await lockOrders(tx, [id]);
	const rules = await rulesOfShops(hub, tx);
	const order = await orderOf(tx, rules, id);
	const refusal = whyNotOffered(action satisfies ActionName, await situationOf(tx, order, rules));
	if (refusal !== null) throw problem("CONFLICT", { detail: refusal, forMerchant: NOT_OFFERED[refusal] });
	await ACTS[action]({ hub, tx, order, rules, caller });
}

async function step(
	{ tx, order, rules, caller }: Parameters<Act>[0],
	kind: StepKind,
	level: number | null,
	how: { readonly byLetter?: true } = {},
): Promise<void> {
	const wanted: PlannedStep = { kind, level, earliest: rules.today, later: [], held: [], again: null };
	const taken = await takeSteps(tx, rules, [{ order, step: wanted, by: { credential: caller.label, ...how } }]);
	if (taken.length > 0) return;
	if (how.byLetter && !rules.sendsLetters) throw noService();
	throw problem("CONFLICT", { detail: "nobody can be written to", forMerchant: NOBODY });
}

/** Payment information with a page to pay with; it is no step of the schedule. */
async function paymentSlip({ tx, order, rules }: Parameters<Act>[0]): Promise<void> {
	const english = localeOf(order.customer.language, order.customer.billing.country) === "en";
	await letter(tx, rules, {
		kind: "paymentInformation",
		causeKey: `payment-slip ${order.id} ${tx.now.getTime()}`,
		order: order.id,
		audience: "customer",
		channel: "letter",
		recipient: order.customer.name,
		subject: `${english ? "Payment slip" : "Überweisungsträger"} ${order.number}`,
		text: "",
		html: null,
		optional: false,
		intent: { message: "paymentInformation", slip: true } satisfies StepIntent,
		onlyWhile: ["open", "partiallyPaid", "overdue"],
		validUntil: null,
		files: [],
	});
}

/** A letter that a person wants. */
async function letter(tx: MerchantTransaction, rules: RulesOfShops, wanted: NewMessage): Promise<void> {
	if (!rules.sendsLetters) throw noService();
	await queueMessages(tx, [wanted]);
}

function noService() {
	return problem("CONFLICT", { detail: "nobody sends letters", forMerchant: NO_SERVICE });
}

const NOBODY = {
	de: "Dazu fehlt der Mailserver, die E-Mail-Adresse des Kunden oder ein Bankkonto für diese Bestellung.",
	en: "For this the mail server, the customer's e-mail address or a bank account for this order is missing.",
};

function nextLevel({ steps }: AskedOrder): number {
	return 1 + Math.max(0, ...steps.map(({ kind, level = 0 }) => (kind === "reminder" ? level : 0)));
}

async function event({ tx, order, caller }: Parameters<Act>[0], name: OrderEvent["event"]): Promise<void> {
	await applyOrderEvents(tx, [{ orderId: order.id, event: name, cause: { by: "person", credential: caller.label } }]);
}

async function orderOf(tx: MerchantTransaction, rules: RulesOfShops, id: string): Promise<AskedOrder> {
	const [order] = await askedOrders(tx, rules, [id]);
	if (order === undefined) throw problem("NOT_FOUND");
	return order;
}

async function situationOf(
	tx: MerchantTransaction,
	{ id, connectionId, customer, scheduled, foreign, alreadyHandedOver, erased }: AskedOrder,
	rules: RulesOfShops,
): Promise<ActionSituation> {
	const { paymentCode, lifecycle, settlement, dunningBlock } = scheduled;
	const pdfs = await tx.model.document.count({ where: { merchantId: tx.merchantId, orderId: id } });
	return {
		paymentCode,
		lifecycle,
		settlement,
		isConnected: !rules.context(connectionId, customer.billing.country).disconnected,
		hasInvoicePdf: pdfs > 0,
		hasEmail: scheduled.customer.email !== null,
		hasPostalAddress: hasPostalAddress(customer),
		hasForeignRate: foreign !== null && foreign !== undefined,
		remindersStopped: dunningBlock !== null,
		wasHandedOver: alreadyHandedOver,
		personalDataRemoved: erased,
	};
}
