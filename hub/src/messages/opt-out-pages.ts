import express, { type Request, type Response, type Router, urlencoded } from "express";
import { type Page, sendPage, sendTooOften, UNKNOWN_LINK } from "../customer-pages/page.ts";
import type { Admission } from "../http/admission.ts";
import type { Hub } from "../hub.ts";
import { decline, optOutOf } from "./opt-out.ts";

/**
 * What the link in an optional e-mail leads to. A GET changes nothing, since mail scanners follow links; the POST is the
 * button of this page, or the mail program's own (RFC 8058).
 */
export function optOutPages(hub: Hub, admission: Admission): Router {
	const router = express.Router({ caseSensitive: true });
	const path = "/opt-out/:token";
	const linkOf = ({ params: { token } }: Request) => optOutOf(hub, typeof token === "string" ? token : "");
	router.use(path, (request: Request, response: Response, next: () => void) => {
		const link = linkOf(request);
		const waitMs = admission.openPage(request, link && `opt-out ${link.merchant} ${link.address}`);
		if (waitMs > 0) sendTooOften(response, waitMs);
		else if (link === null) sendPage(response, UNKNOWN_LINK);
		else next();
	});
	router.get(path, (_, response) => sendPage(response, ASK));
	router.post(path, urlencoded({ extended: false, limit: "4kb" }), async (request: Request, response) => {
		const link = linkOf(request);
		if (link === null) return sendPage(response, UNKNOWN_LINK);
		const hash = Buffer.from(link.address, "hex");
		await hub.db.merchant(link.merchant, "optOut", (tx) => decline(tx, hash, "customer"));
		sendPage(response, DONE);
	});
	return router;
}

/** Nobody knows the customer's language here: his address is not in the link. */
const ASK: Page = {
	status: 200,
	language: "de",
	title: "Abbestellen · Unsubscribe",
	content: `
	<h1>Freiwillige Nachrichten abbestellen</h1>
	<p>Sie bekommen dann keine freiwilligen Nachrichten dieses Händlers mehr, zum Beispiel über den Eingang einer Zahlung.
	Zahlungsinformationen und Erinnerungen gehören zur Bestellung und kommen weiterhin.</p>
	<p lang="en">You will no longer get optional messages of this merchant, such as on the receipt of a payment. Payment
	information and reminders belong to the order and still come.</p>
	<form method="post"><button>Abbestellen · <span lang="en">Unsubscribe</span></button></form>`,
};
const DONE: Page = {
	status: 200,
	language: "de",
	title: "Abbestellt · Unsubscribed",
	content: `
	<h1>Abbestellt</h1>
	<p>Sie bekommen keine freiwilligen Nachrichten dieses Händlers mehr.</p>
	<p lang="en">You will no longer get optional messages of this merchant.</p>`,
};
