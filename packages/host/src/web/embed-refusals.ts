import type { EmbedRefusal, RawResponse, Text } from "@kontor/connector";
import { type ProblemCode, problem } from "@kontor/protocol";

export const PRIVATE = { "content-type": "application/json", "cache-control": "no-store" };

/** As the page shows it: it reads the words of its language. */
export function refused(code: ProblemCode, forMerchant: Text): RawResponse {
	const { problem: body } = problem(code, { forMerchant });
	const headers = { ...PRIVATE, "content-type": "application/problem+json" };
	return { status: body.status, headers, body: JSON.stringify(body) };
}

const OPEN_AGAIN: Text = {
	de: "Bitte Kontor in der Verwaltung des Shops neu öffnen.",
	en: "Please open Kontor again in your shop's admin.",
};

const again = ({ de, en }: Text): Text => ({ de: `${de} ${OPEN_AGAIN.de}`, en: `${en} ${OPEN_AGAIN.en}` });

export const REFUSALS: Readonly<Record<EmbedRefusal, readonly [ProblemCode, Text]>> = {
	forged: [
		"BAD_SIGNATURE",
		again({
			de: "Dieser Aufruf trägt keine gültige Unterschrift dieses Shops.",
			en: "This call does not carry a valid signature of this shop.",
		}),
	],
	expired: [
		"BAD_SIGNATURE",
		again({
			de: "Dieser Aufruf ist abgelaufen, oder die Uhr des Shops geht falsch.",
			en: "This call has expired, or the shop's clock is wrong.",
		}),
	],
	otherShop: [
		"NOT_ALLOWED",
		{
			de: "Dieser Aufruf kommt von einem anderen Shop als dem, der hier verbunden ist. Bitte in Kontor die Adresse des Shops prüfen.",
			en: "This call comes from another shop than the one that is connected here. Please check the shop's address in Kontor.",
		},
	],
};

export const USED_BEFORE = again({
	de: "Dieser Aufruf wurde schon einmal verwendet.",
	en: "This call was used before.",
});

export const NOT_CONNECTED: readonly [ProblemCode, Text] = [
	"NOT_FOUND",
	{
		de: "Dieser Shop ist nicht mit Kontor verbunden, oder nicht mehr. Bitte in Kontor verbinden und diese Seite neu öffnen.",
		en: "This shop is not connected with Kontor, or not any more. Please connect it in Kontor and open this page again.",
	},
];

export const TRY_LATER: Text = {
	de: "Kontor ist gerade nicht erreichbar. Bitte in einigen Minuten neu öffnen.",
	en: "Kontor cannot be reached at the moment. Please open this page again in a few minutes.",
};
