import express, { type Router, urlencoded } from "express";
import type { Hub } from "../hub.ts";
import { decline, optOutOf } from "./opt-out.ts";

/**
 * What the link in an optional e-mail leads to. A GET changes nothing, since mail scanners follow links; the POST is the
 * button of this page, or the mail program's own (RFC 8058).
 */
export function optOutPages(hub: Hub): Router {
	const router = express.Router({ caseSensitive: true });
	router.get("/opt-out/:token", (request, response) => {
		const known = optOutOf(hub, request.params.token) !== null;
		response
			.status(known ? 200 : 404)
			.type("html")
			.set(HEADERS)
			.send(known ? ASK : UNKNOWN);
	});
	router.post("/opt-out/:token", urlencoded({ extended: false, limit: "4kb" }), async (request, response) => {
		const declined = optOutOf(hub, request.params.token ?? "");
		if (declined !== null) {
			const hash = Buffer.from(declined.address, "hex");
			await hub.db.merchant(declined.merchant, "optOut", (tx) => decline(tx, hash, "customer"));
		}
		response
			.status(declined === null ? 404 : 200)
			.type("html")
			.set(HEADERS)
			.send(declined === null ? UNKNOWN : DONE);
	});
	return router;
}

const HEADERS = {
	"content-security-policy":
		"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"cache-control": "no-store",
	"referrer-policy": "no-referrer",
} as const;

const ASK = page(`
	<h1>Freiwillige Nachrichten abbestellen</h1>
	<p>Sie bekommen dann keine freiwilligen Nachrichten dieses Händlers mehr, zum Beispiel über den Eingang einer Zahlung.
	Zahlungsinformationen und Erinnerungen gehören zur Bestellung und kommen weiterhin.</p>
	<p lang="en">You will no longer get optional messages of this merchant, such as on the receipt of a payment. Payment
	information and reminders belong to the order and still come.</p>
	<form method="post"><button>Abbestellen · <span lang="en">Unsubscribe</span></button></form>`);
const DONE = page(`
	<h1>Abbestellt</h1>
	<p>Sie bekommen keine freiwilligen Nachrichten dieses Händlers mehr.</p>
	<p lang="en">You will no longer get optional messages of this merchant.</p>`);
const UNKNOWN = page(`
	<h1>Dieser Link ist nicht vollständig</h1>
	<p>Bitte kopieren Sie ihn noch einmal aus der E-Mail.</p>
	<p lang="en">This link is incomplete. Please copy it from the e-mail once more.</p>`);

function page(content: string): string {
	return `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Kontor</title>
<style>
	:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
	body { max-width: 36rem; margin: 4rem auto; padding: 0 1rem }
	h1 { font-size: 1.4rem }
	[lang=en] { opacity: .8 }
	button { font: inherit; padding: .6rem 1.2rem; border-radius: .4rem; border: 0; background: #14532d; color: #fff; cursor: pointer }
</style></head>
<body><main>${content}
</main></body>
</html>
`;
}
