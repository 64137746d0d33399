import { amountText, localeOf } from "@kontor/documents";
import { outstanding } from "@kontor/receivables";
import express, { type Request, type Response, type Router, raw } from "express";
import type { MerchantTransaction } from "../db/database.ts";
import type { Admission } from "../http/admission.ts";
import type { Hub } from "../hub.ts";
import { askedOrders } from "../reminding/asked-orders.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { profileOf } from "../reminding/sender.ts";
import { orderOfToken } from "./already-paid-link.ts";
import { type AnswerFault, askPage, donePage, MOST_NOTE, type ShownOrder } from "./already-paid-texts.ts";
import { type Page, sendPage, sendTooOften, UNKNOWN_LINK } from "./page.ts";
import { MOST_BYTES, proofOf } from "./proof.ts";
import { type CustomerAnswer, takeAnswer } from "./take-answer.ts";

/** The proof, the note in four-byte characters, and what is between them. */
const MOST_BODY = MOST_BYTES + 64 * 1024;

/**
 * Where the link in a reminder leads to (PRODUCT F11): a form without login or script. A GET changes nothing, since mail
 * scanners follow links.
 */
export function alreadyPaidPage(hub: Hub, admission: Admission): Router {
	const router = express.Router({ caseSensitive: true });
	const path = "/already-paid/:token";
	// Before anything is read: not for anybody who has no link of ours, and not all the time.
	router.use(path, admitted(hub, admission));
	router.get(path, async (request, response) => {
		sendPage(response, await answering(hub, request, async (_, order) => askPage(order)));
	});
	router.post(path, raw({ type: "multipart/form-data", limit: MOST_BODY }), async (request, response) => {
		const answer = await answerIn(request);
		const page = await answering(hub, request, async (tx, order) => {
			if ("fault" in answer) return askPage(order, answer.fault, answer.note);
			if (order.open === null) return askPage(order);
			return (await takeAnswer(tx, order, answer)) ? donePage(order) : askPage(order, "too-often", answer.note);
		});
		sendPage(response, page);
	});
	router.use(path, async (error: unknown, request: Request, response: Response, next: (error: unknown) => void) => {
		const tooLarge = error instanceof Error && "type" in error && error.type === "entity.too.large";
		if (!tooLarge) return next(error);
		sendPage(response, await answering(hub, request, async (_, order) => askPage(order, "too-large")));
	});
	return router;
}

function admitted(hub: Hub, admission: Admission) {
	return (request: Request, response: Response, next: () => void) => {
		const about = orderOfToken(hub, tokenOf(request));
		const waitMs = admission.openPage(request, about && `already-paid ${about.order}`);
		if (waitMs > 0) sendTooOften(response, waitMs);
		else if (about === null) sendPage(response, UNKNOWN_LINK);
		else next();
	};
}

type OpenedOrder = ShownOrder & { readonly id: string };

async function answering(
	hub: Hub,
	request: Request,
	answer: (tx: MerchantTransaction, order: OpenedOrder) => Promise<Page>,
): Promise<Page> {
	const about = orderOfToken(hub, tokenOf(request));
	if (about === null) return UNKNOWN_LINK;
	return hub.db.merchant(about.merchant, "alreadyPaid", async (tx) => {
		const order = await openedOrder(tx, about.order);
		return order === null ? UNKNOWN_LINK : answer(tx, order);
	});
}

/** Null where it is gone, or its customer wanted his data removed. */
async function openedOrder(tx: MerchantTransaction, id: string): Promise<OpenedOrder | null> {
	const rules = await rulesOfWriting(tx);
	const [order] = await askedOrders(tx, { ...rules, inReview: new Set() }, [id]);
	if (order === undefined || order.erased) return null;
	const { settlement } = order.scheduled;
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	const open = { minor: outstanding(settlement), currency: settlement.currency };
	const { name } = await profileOf(tx);
	return {
		id,
		language: locale === "en" ? "en" : "de",
		shop: name ?? rules.shop(order.connectionId).name,
		number: order.number,
		open: open.minor > 0 ? amountText(open, locale) : null,
	};
}

async function answerIn(
	request: Request,
): Promise<CustomerAnswer | { readonly fault: AnswerFault; readonly note: string }> {
	const unreadable = { fault: "unreadable", note: "" } as const;
	if (!(request.body instanceof Uint8Array)) return unreadable;
	const headers = { "content-type": request.get("content-type") ?? "" };
	const form = await new globalThis.Response(new Uint8Array(request.body), { headers }).formData().catch(() => null);
	if (form === null) return unreadable;
	const written = form.get("note");
	const note = typeof written === "string" ? written.trim().slice(0, MOST_NOTE) : "";
	const proof = await proofOf(form.get("proof"));
	return typeof proof === "string" ? { fault: proof, note } : { note, proof };
}

function tokenOf(request: Request): string {
	const { token } = request.params;
	return typeof token === "string" ? token : "";
}
