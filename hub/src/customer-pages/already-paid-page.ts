import express, { type Request, type Response, type Router, raw } from "express";
import type { MerchantTransaction } from "../db/database.ts";
import type { Admission } from "../http/admission.ts";
import type { Hub } from "../hub.ts";
import { admitted, tokenOf } from "./admitted.ts";
import { ALREADY_PAID } from "./already-paid-link.ts";
import { type AnswerFault, askPage, donePage, MOST_NOTE } from "./already-paid-texts.ts";
import { type OpenedOrder, openedOrder } from "./opened-order.ts";
import { type Page, sendPage, UNKNOWN_LINK } from "./page.ts";
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
	const nameOf = (token: string) => {
		const about = ALREADY_PAID.open(hub, token);
		return about && `already-paid ${about.order}`;
	};
	router.use(path, admitted(admission, nameOf));
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

async function answering(
	hub: Hub,
	request: Request,
	answer: (tx: MerchantTransaction, order: OpenedOrder) => Promise<Page>,
): Promise<Page> {
	const about = ALREADY_PAID.open(hub, tokenOf(request));
	if (about === null) return UNKNOWN_LINK;
	return hub.db.merchant(about.merchant, "alreadyPaid", async (tx) => {
		const order = await openedOrder(tx, about.order);
		return order === null ? UNKNOWN_LINK : answer(tx, order);
	});
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
