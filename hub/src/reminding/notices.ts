import type { Day } from "@kontor/connector";
import type { AccountCoverage } from "@kontor/receivables";
import type { Notice } from "../notifications/notify.ts";
import type { AskedOrder } from "./asked-orders.ts";

export function noAddress({ id, number, connectionId }: AskedOrder): Notice {
	return {
		code: "NO_EMAIL_ADDRESS",
		causeKey: `no-address:${id}`,
		text: {
			de: `Zur Bestellung ${number} gibt es keine E-Mail-Adresse: Zahlungsinformation und Erinnerungen können nicht gesendet werden. Bitte im Shop oder in der Bestellung eine eintragen.`,
			en: `There is no e-mail address for order ${number}: payment information and reminders cannot be sent. Please enter one in the shop or in the order.`,
		},
		about: { order: id, connection: connectionId },
	};
}

/** Once for all orders of a shop, country and currency. */
export function noAccount({ number, connectionId, customer, scheduled }: AskedOrder): Notice {
	const { currency } = scheduled.settlement;
	const country = customer.billing.country ?? "";
	const where = [country, currency].filter((one) => one !== "").join(", ");
	return {
		code: "NO_ACCOUNT_TO_PAY_TO",
		causeKey: `no-account:${connectionId} ${country} ${currency}`,
		text: {
			de: `Für Bestellungen wie ${number} (${where}) ist kein Bankkonto bestimmt: Zahlungsinformationen können nicht gesendet werden. Bitte ein Konto anlegen oder einem Konto den Shop und das Land zuordnen.`,
			en: `No bank account is meant for orders like ${number} (${where}): payment information cannot be sent. Please add an account, or assign shop and country to one.`,
		},
		about: { connection: connectionId },
	};
}

/** Once per account, while it lasts. */
export function dataStale({ id, name, coveredUntil }: AccountCoverage): Notice {
	const [de, en] =
		coveredUntil === null
			? ["noch nie", "never"]
			: [`zuletzt bis ${germanDay(coveredUntil)}`, `last until ${coveredUntil}`];
	return {
		code: "BANK_DATA_STALE",
		causeKey: `stale-account:${id}`,
		text: {
			de: `Umsätze des Kontos „${name}“ fehlen (${de}). Bis sie da sind, wird niemand erinnert, dessen Zahlung darin stehen könnte. Bitte Auszüge einlesen oder den Bankzugang prüfen.`,
			en: `Postings of the account “${name}” are missing (${en}). Until they are there, nobody is reminded whose payment could be among them. Please import statements, or check the access to the bank.`,
		},
		about: { account: id },
	};
}

function germanDay(day: Day): string {
	return day.split("-").reverse().join(".");
}
