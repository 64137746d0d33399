import type { Text } from "@kontor/connector";
import type { ManifestOnWire, NextStep } from "@kontor/protocol";

type Action = NextStep["action"];

/** What a merchant can do, as the button or the heading says it. */
const TEXTS: Readonly<Record<Action, Text>> = {
	check: { de: "Erneut prüfen", en: "Check again" },
	credentials: {
		de: "Zugangsdaten ändern, dann wird erneut geprüft",
		en: "Change the credentials; it is then checked again",
	},
	authorize: { de: "Im Shop neu zustimmen", en: "Consent in the shop again" },
	reinstall: {
		de: "Kontor im Shop neu installieren oder aktualisieren, dann erneut prüfen",
		en: "Install or update Kontor in the shop, then check again",
	},
	address: { de: "Adresse des Shops prüfen", en: "Check the shop's address" },
	removeCopy: { de: "Kontor in der Kopie des Shops entfernen", en: "Remove Kontor from the copy of the shop" },
	useOther: { de: "Den anderen Eintrag verwenden oder trennen", en: "Use the other entry, or disconnect it" },
	answer: {
		de: "Sagen, ob es übernommene oder neue Bestellungen sind",
		en: "Say whether they are imported or new orders",
	},
	compare: {
		de: "Im Shop nachsehen; stimmt es, als erledigt markieren und abgleichen",
		en: "Look in the shop; if it is right, mark it as done and compare",
	},
	wait: { de: "Abwarten: Kontor versucht es weiter", en: "Wait: Kontor keeps trying" },
	operator: { de: "Den Betreiber von Kontor verständigen", en: "Tell the operator of Kontor" },
};

/** By the problem's code, where that says more than where it was found. */
const BY_CODE: Readonly<Record<string, Action>> = {
	SHOP_CONNECTED_ALREADY: "useOther",
	OTHER_SHOP: "address",
	UNEXPECTED_ANSWER: "check",
	UNINSTALLED_IN_SHOP: "reinstall",
	CLONED_SHOP: "removeCopy",
	NUMBERS_REPEAT: "answer",
	LIST_SHRANK: "compare",
	SHOP_NOT_READ: "wait",
	NO_HOST: "operator",
	NOT_SERVED: "operator",
	NOT_DECLARED: "operator",
	NO_PUBLIC_URL: "operator",
	APP_NOT_SET_UP: "operator",
	WEBHOOK_DISABLED: "reinstall",
	WEBHOOK_MISSING: "reinstall",
	WEBHOOKS_NEED_APP: "reinstall",
	// Told, and mended by itself.
	WEBHOOK_REMOVED: "wait",
	WEBHOOK_ELSEWHERE: "wait",
};

/** By what found it: `access` is the merchant's credentials, typed or consented to. */
const BY_TOPIC: Readonly<Record<string, Action | "access">> = {
	check: "access",
	describe: "check",
	secrets: "access",
	reading: "access",
	webhooks: "check",
	host: "check",
	shop: "reinstall",
	clone: "removeCopy",
	numbers: "answer",
};

/** What the merchant can do about a problem of a connection: there is always something (PRODUCT A2). */
export function nextStepOf(
	code: string,
	topic: string,
	{ connect }: Pick<ManifestOnWire["capabilities"], "connect">,
): NextStep {
	const found = BY_CODE[code] ?? BY_TOPIC[topic] ?? "check";
	const action = found !== "access" ? found : connect ? "authorize" : "credentials";
	return { action, text: TEXTS[action] };
}
