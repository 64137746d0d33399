import type { Day, Money, Text } from "@kontor/connector";
import { formatMoney } from "@kontor/connector";
import type { Stale } from "../freshness/gate.ts";
import type { OrderState } from "../order-state.ts";

/** Why nothing at all is done about an order. */
export type Idle =
	| { readonly code: "state"; readonly state: OrderState }
	| { readonly code: "test-system" }
	| { readonly code: "disconnected" }
	| { readonly code: "led-elsewhere" }
	| { readonly code: "closed-while-detached" };

/** Why a step that is there is not done now, whatever its day. */
export type Hold =
	| Stale
	| { readonly code: "held" }
	| { readonly code: "trial" }
	| { readonly code: "in-review" }
	| { readonly code: "already-paid"; readonly until: Day }
	| { readonly code: "dunning-block"; readonly until: Day | null }
	| { readonly code: "awaits-invoice" }
	| { readonly code: "maybe-imported" }
	| { readonly code: "partially-paid" }
	| { readonly code: "one-a-day" }
	| { readonly code: "message-waits" };

/** Why a step is later than its interval alone would say. */
export type Later =
	| { readonly code: "no-banking-day" }
	| { readonly code: "late-before"; readonly nominal: Day }
	| { readonly code: "tracked-anew" };

/** Why reminders are left out though they are set up. */
export type LeftOut =
	| { readonly code: "excluded-customer" }
	| { readonly code: "excluded-group"; readonly group: string }
	| { readonly code: "excluded-mail-domain"; readonly domain: string }
	| { readonly code: "below-minimum"; readonly minimum: Money };

export type Reason = Idle | Hold | Later | LeftOut;

const STATES: Readonly<Record<OrderState, Text>> = {
	open: { de: "Die Bestellung ist offen.", en: "The order is open." },
	partiallyPaid: { de: "Die Bestellung ist teilweise bezahlt.", en: "The order is partially paid." },
	paid: { de: "Die Bestellung ist bezahlt.", en: "The order is paid." },
	overpaid: { de: "Die Bestellung ist überzahlt.", en: "The order is overpaid." },
	notManaged: {
		de: "Die Bestellung wird nicht verwaltet: sie war beim ersten Verbinden schon im Shop.",
		en: "The order is not managed: it was in the shop when it was first connected.",
	},
	cancelled: { de: "Die Bestellung ist storniert.", en: "The order is cancelled." },
	overdue: {
		de: "Die Bestellung ist überfällig; weiter geht es von Hand.",
		en: "The order is overdue; what follows is done by hand.",
	},
	debtCollection: { de: "Die Bestellung ist beim Inkasso.", en: "The order is with debt collection." },
	partiallyRepaid: { de: "Die Bestellung ist teilweise zurückgezahlt.", en: "The order is partially repaid." },
	repaid: { de: "Die Bestellung ist zurückgezahlt.", en: "The order is repaid." },
	removedExternally: {
		de: "Die Bestellung ist im Shop nicht mehr offen oder gelöscht.",
		en: "The order is no longer open in the shop, or deleted.",
	},
	monitoring: { de: "Die Bestellung wird nur beobachtet.", en: "The order is only watched." },
};

type Words = { readonly [C in Reason["code"]]: (reason: Extract<Reason, { code: C }>) => Text };

const always = (de: string, en: string) => () => ({ de, en });

const WORDS: Words = {
	state: ({ state }) => STATES[state],
	"test-system": always(
		"Der Shop ist als Test- oder Entwicklungssystem markiert.",
		"The shop is marked as a test or development system.",
	),
	disconnected: always("Der Shop ist nicht mehr verbunden.", "The shop is no longer connected."),
	"led-elsewhere": always(
		"Dieselbe Forderung steht in einem anderen System, das die Nachrichten versendet.",
		"The same receivable stands in another system, which sends the messages.",
	),
	"closed-while-detached": always(
		"Die Bestellung wurde von Hand geändert und ist im Shop seither storniert, bezahlt oder gelöscht: bitte prüfen.",
		"The order was edited by hand, and since then cancelled, paid or deleted in the shop: please check.",
	),
	held: always("Alle Nachrichten und Meldungen sind angehalten.", "All messages and write-backs are held."),
	trial: always("Probebetrieb: es wird nur gezeigt, was geschähe.", "Trial mode: what would be done is only shown."),
	"no-account": always(
		"Es gibt kein Bankkonto, auf dem die Zahlung zu sehen wäre.",
		"There is no bank account on which the payment would be seen.",
	),
	"stale-account": ({ name, covered, needed }) => ({
		de: `Vom Konto „${name}“ liegen Umsätze ${covered === null ? "noch nicht" : `bis ${german(covered)}`} vor, gebraucht werden sie bis ${german(needed)}.`,
		en: `Postings of the account “${name}” are there ${covered === null ? "not yet" : `until ${covered}`}, needed until ${needed}.`,
	}),
	"stale-shop": ({ name, reachedAt }) => ({
		de: `Der Shop „${name}“ ist ${reachedAt === null ? "noch nicht" : `seit ${german(reachedAt.slice(0, 10))} nicht`} erreicht worden.`,
		en: `The shop “${name}” has not been reached ${reachedAt === null ? "yet" : `since ${reachedAt.slice(0, 10)}`}.`,
	}),
	"in-review": always(
		"Ein Zahlungseingang in Prüfung könnte zu dieser Bestellung gehören.",
		"A posting in review may belong to this order.",
	),
	"already-paid": ({ until }) => ({
		de: `Der Kunde sagt, er habe schon bezahlt: gewartet wird bis ${german(until)}.`,
		en: `The customer says that he has already paid: waiting until ${until}.`,
	}),
	"dunning-block": ({ until }) => ({
		de: `Mahnsperre${until === null ? "" : ` bis ${german(until)}`}.`,
		en: `Reminders are stopped${until === null ? "" : ` until ${until}`}.`,
	}),
	"awaits-invoice": always("Es gibt noch keine Rechnungsnummer.", "There is no invoice number yet."),
	"maybe-imported": always(
		"Die Bestellnummer ist aus einem älteren Shop bekannt: bitte bestätigen.",
		"The order number is known from an older shop: please confirm.",
	),
	"partially-paid": always(
		"Teilweise bezahlte Bestellungen werden nicht von selbst storniert: bitte entscheiden.",
		"Partially paid orders are not cancelled automatically: please decide.",
	),
	"one-a-day": always(
		"Heute ist für diese Bestellung schon etwas geschehen: höchstens ein Schritt am Tag.",
		"Something was done for this order today: at most one step a day.",
	),
	"message-waits": always(
		"Die letzte Nachricht zu dieser Bestellung hat noch nicht versendet werden können: das Weitere zählt ab ihrem Versand.",
		"The last message about this order could not be sent yet: what follows counts from when it leaves.",
	),
	"no-banking-day": always("Verschoben auf den nächsten Bankarbeitstag.", "Moved to the next banking day."),
	"late-before": ({ nominal }) => ({
		de: `Der Schritt davor war verspätet; ohne das wäre es der ${german(nominal)}.`,
		en: `The step before was late; without that it would be ${nominal}.`,
	}),
	"tracked-anew": always(
		"Gezählt seit die Bestellung wieder verwaltet wird.",
		"Counted since the order is managed (again).",
	),
	"excluded-customer": always("Dieser Kunde wird nie erinnert.", "This customer is never reminded."),
	"excluded-group": ({ group }) => ({
		de: `Die Kundengruppe „${group}“ wird nie erinnert.`,
		en: `The customer group “${group}” is never reminded.`,
	}),
	"excluded-mail-domain": ({ domain }) => ({
		de: `Adressen bei ${domain} werden nie erinnert.`,
		en: `Addresses at ${domain} are never reminded.`,
	}),
	"below-minimum": ({ minimum }) => ({
		de: `Offen ist weniger als ${formatMoney(minimum, "de")}.`,
		en: `Less than ${formatMoney(minimum, "en")} is outstanding.`,
	}),
};

/** The reason as the merchant reads it. */
export function reasonText<C extends Reason["code"]>(reason: Extract<Reason, { code: C }>): Text {
	const words: (reason: never) => Text = WORDS[reason.code as C];
	return words(reason as never);
}

function german(day: Day): string {
	return day.split("-").reverse().join(".");
}
