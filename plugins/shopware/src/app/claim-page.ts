import { createHash } from "node:crypto";
import { type Claim, pageLanguage, type RawResponse, type Text } from "@kontor/connector";

const TEXTS: Readonly<Record<Claim["state"], Text>> = {
	unclaimed: {
		de: "Kontor ist installiert. Damit der Shop zu Ihrem Konto gehört, geben Sie dort unter „Shop hinzufügen“ diesen Code ein:",
		en: "Kontor is installed. To make the shop part of your account, enter this code there under “Add a shop”:",
	},
	linked: {
		de: "Dieser Shop ist mit Kontor verbunden. Alles Weitere finden Sie in Kontor.",
		en: "This shop is connected with Kontor. You find everything else in Kontor.",
	},
	unknown: {
		de: "Dieser Shop gehört zu einem Konto in Kontor, oder die Installation ist abgelaufen. Im zweiten Fall die App bitte neu installieren.",
		en: "This shop belongs to an account in Kontor, or the installation has expired. In that case please install the app again.",
	},
};

/** What Shopware's administration waits for before it shows the frame. */
const LOADED = 'window.parent.postMessage("sw-app-loaded", "*")';
const LOADED_HASH = createHash("sha256").update(LOADED).digest("base64");

/** A page for a frame of this shop's administration only. */
export function claimPage(claim: Claim, shopUrl: string, userLanguage: string | null): RawResponse {
	const language = pageLanguage(userLanguage) ?? "de";
	const code = claim.state === "unclaimed" ? `<p><strong>${claim.code}</strong></p>` : "";
	return {
		status: 200,
		headers: {
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${LOADED_HASH}'; frame-ancestors ${new URL(shopUrl).origin}`,
		},
		body: `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Kontor</title><style>body{font:1rem sans-serif;margin:2rem}strong{font-size:1.5rem}</style><p>${TEXTS[claim.state][language]}</p>${code}<script>${LOADED}</script></html>`,
	};
}
