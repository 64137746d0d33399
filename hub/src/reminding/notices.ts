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
