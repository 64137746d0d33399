import { amountText } from "@kontor/documents";
import express, { type Request, type Router, urlencoded } from "express";
import type { MerchantTransaction } from "../db/database.ts";
import type { Admission } from "../http/admission.ts";
import type { Hub } from "../hub.ts";
import { isAsked, takeDetails } from "../repayments/bank-details.ts";
import { lockRepayment, type StoredRepayment } from "../repayments/stored-repayment.ts";
import { admitted, tokenOf } from "./admitted.ts";
import { BANK_DETAILS } from "./bank-details-link.ts";
import { detailsPage, MOST_IBAN, MOST_PAYEE, overPage, takenPage } from "./bank-details-texts.ts";
import { type OpenedOrder, openedOrder } from "./opened-order.ts";
import { type Page, sendPage, UNKNOWN_LINK } from "./page.ts";

/** Two short fields. */
const MOST_BODY = 8 * 1024;

/**
 * Where the link in a request for bank details leads to (PRODUCT K2): a form without login or script. A GET changes nothing, since
 * mail scanners follow links.
 */
export function bankDetailsPage(hub: Hub, admission: Admission): Router {
	const router = express.Router({ caseSensitive: true });
	const path = "/bank-details/:token";
	const nameOf = (token: string) => {
		const about = BANK_DETAILS.open(hub, token);
		return about && `bank-details ${about.repayment}`;
	};
	router.use(path, admitted(admission, nameOf));
	router.get(path, async (request, response) => {
		const page = await opened(hub, request, async (_, repayment, order) =>
			isAsked(repayment) ? detailsPage(order, amountOf(repayment, order)) : overPage(order),
		);
		sendPage(response, page);
	});
	router.post(path, urlencoded({ extended: false, limit: MOST_BODY }), async (request, response) => {
		const written = { payee: fieldOf(request, "payee", MOST_PAYEE), iban: fieldOf(request, "iban", MOST_IBAN) };
		const page = await opened(hub, request, async (tx, repayment, order) => {
			if (!isAsked(repayment)) return overPage(order);
			const fault = await takeDetails(tx, repayment, order, written);
			return fault === null ? takenPage(order) : detailsPage(order, amountOf(repayment, order), fault, written);
		});
		sendPage(response, page);
	});
	return router;
}

async function opened(
	hub: Hub,
	request: Request,
	answer: (tx: MerchantTransaction, repayment: StoredRepayment, order: OpenedOrder) => Promise<Page>,
): Promise<Page> {
	const about = BANK_DETAILS.open(hub, tokenOf(request));
	if (about === null) return UNKNOWN_LINK;
	return hub.db.merchant(about.merchant, "bankDetails", async (tx) => {
		const repayment = await lockRepayment(tx, about.repayment);
		const order = await openedOrder(tx, repayment.orderId);
		return order === null ? UNKNOWN_LINK : answer(tx, repayment, order);
	});
}

function amountOf({ amount, currency }: StoredRepayment, { locale }: OpenedOrder): string {
	return amountText({ minor: Number(amount), currency }, locale);
}

/** One character more than is allowed is enough to be refused. */
function fieldOf({ body }: Request, name: string, most: number): string {
	const value: unknown = body?.[name];
	return typeof value === "string" ? value.trim().slice(0, most + 1) : "";
}
