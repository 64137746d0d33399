import type { PaymentCode, Text, Written } from "@kontor/connector";
import type { ConnectionState } from "@kontor/protocol/connections";

/** Everything the page says, in both languages; a word that is missing in one does not compile. */
export const WORDS = {
	loading: { de: "Wird geladen …", en: "Loading …" },
	tryAgain: { de: "Erneut versuchen", en: "Try again" },
	notShown: { de: "Kontor kann hier nicht gezeigt werden", en: "Kontor cannot be shown here" },
	failed: { de: "Das hat nicht geklappt", en: "That did not work" },
	connection: { de: "Verbindung", en: "Connection" },
	testSystem: { de: "Testsystem", en: "Test system" },
	testSystemMeans: {
		de: "Bestellungen dieses Shops werden nicht zugeordnet, und nichts wird zurückgemeldet.",
		en: "Orders of this shop take no part in assignment, and nothing is written back.",
	},
	address: { de: "Adresse", en: "Address" },
	connectedSince: { de: "Verbunden seit", en: "Connected since" },
	lastReached: { de: "Zuletzt erreicht", en: "Last reached" },
	never: { de: "noch nie", en: "never" },
	connect: { de: "Jetzt verbinden", en: "Connect now" },
	checkAgain: { de: "Erneut prüfen", en: "Check again" },
	authorize: { de: "Im Shop zustimmen", en: "Consent in the shop" },
	problems: { de: "Hinweise", en: "Notices" },
	noProblems: { de: "Keine Hinweise.", en: "No notices." },
	shopReports: (minutes: number) => ({
		de: `Der Shop meldet neue Bestellungen von selbst; zur Sicherheit wird er alle ${minutes} Minuten gefragt.`,
		en: `The shop reports new orders by itself; to be safe it is asked every ${minutes} minutes.`,
	}),
	shopIsAsked: (minutes: number) => ({
		de: `Nach neuen Bestellungen wird der Shop alle ${minutes} Minuten gefragt.`,
		en: `The shop is asked for new orders every ${minutes} minutes.`,
	}),
	comparedNext: { de: "Nächster Abgleich aller offenen Bestellungen:", en: "Next comparison of all open orders:" },
	paymentMethods: { de: "Zahlungsarten", en: "Payment methods" },
	paymentMethodsMeans: {
		de: "Was bedeutet jede Zahlungsart Ihres Shops für Kontor? Bestellungen einer Zahlungsart ohne Bedeutung werden nicht gelesen.",
		en: "What does each payment method of your shop mean to Kontor? Orders of a method without a meaning are not read.",
	},
	readAgain: { de: "Liste neu lesen", en: "Read the list again" },
	readingAgain: { de: "Wird gelesen …", en: "Reading …" },
	wasReadAgain: { de: "Die Liste wurde neu gelesen.", en: "The list was read again." },
	notDescribed: {
		de: "Die Zahlungsarten und Status des Shops sind noch nicht gelesen. Das geschieht, sobald der Shop geprüft ist.",
		en: "The shop's payment methods and statuses have not been read yet. They will be once the shop is checked.",
	},
	noMethods: {
		de: "Der Shop nennt keine Zahlungsart. Bitte im Shop eine anlegen oder aktivieren, dann die Liste neu lesen.",
		en: "The shop names no payment method. Please add or activate one in the shop, then read the list again.",
	},
	inactive: { de: "im Shop inaktiv", en: "inactive in the shop" },
	gone: { de: "im Shop nicht mehr vorhanden", en: "no longer in the shop" },
	meaning: { de: "Bedeutung", en: "Meaning" },
	notRead: { de: "wird nicht gelesen", en: "is not read" },
	statuses: { de: "Status", en: "Statuses" },
	statusesMeans: {
		de: "Je Bedeutung: mit welchen Status eine Bestellung auf Geld wartet, und welcher Status danach in den Shop geschrieben wird.",
		en: "For each meaning: with which statuses an order waits for money, and which status is then written to the shop.",
	},
	statusesLater: {
		de: "Sobald eine Zahlungsart eine Bedeutung hat, wählen Sie hier deren Status.",
		en: "Once a payment method has a meaning, you choose its statuses here.",
	},
	countsAsOpen: { de: "Wartet auf Geld", en: "Waits for money" },
	openInOne: {
		de: "Eine Bestellung wartet, solange einer der gewählten Status zutrifft.",
		en: "An order waits as long as one of the chosen statuses holds.",
	},
	openInEveryGroup: {
		de: "Eine Bestellung wartet, solange in jeder Gruppe einer der gewählten Status zutrifft. Eine Gruppe ohne Auswahl zählt nicht.",
		en: "An order waits as long as one of the chosen statuses holds in every group. A group without a choice does not count.",
	},
	written: { de: "Wird in den Shop geschrieben", en: "Is written to the shop" },
	nothingWritten: { de: "nichts schreiben", en: "write nothing" },
	chooseOpen: {
		de: "Bitte mindestens einen Status wählen: Sonst würde jede Bestellung auf Geld warten.",
		en: "Please choose at least one status: else every order would wait for money.",
	},
	chosenIsGone: {
		de: "Hier ist ein Status gewählt, den der Shop nicht mehr hat. Bitte abwählen oder einen anderen wählen.",
		en: "A status is chosen here that the shop no longer has. Please clear it or choose another one.",
	},
	save: { de: "Zuordnung speichern", en: "Save mapping" },
	saveAll: { de: "Alles speichern", en: "Save everything" },
	cancel: { de: "Abbrechen", en: "Cancel" },
	disconnect: { de: "Verbindung trennen", en: "Disconnect" },
	disconnectMeans: {
		de: "Kontor liest dann keine Bestellungen mehr und meldet keine Zahlungen. Bestellungen, Zuordnungen und Verlauf bleiben erhalten; was Kunden schon geschickt wurde, wird nicht noch einmal geschickt.",
		en: "Kontor then reads no orders and reports no payments. Orders, assignments and history are kept; what customers have been sent is not sent again.",
	},
	disconnectAgain: {
		de: "Wieder verbinden geht hier, solange diese Seite offen ist, und in Kontor. Bestellungen aus der Zwischenzeit werden dann nachgelesen.",
		en: "You can connect again here as long as this page is open, and in Kontor. Orders placed in between are read then.",
	},
	connectAgain: { de: "Wieder verbinden", en: "Connect again" },
	consentAgain: { de: "Im Shop neu zustimmen", en: "Consent in the shop again" },
	consentAgainMeans: {
		de: "Der Shop fragt Sie noch einmal, ob Kontor Bestellungen lesen und Zahlungen melden darf, und gibt Kontor neue Zugangsdaten. Bis dahin läuft alles weiter wie bisher.",
		en: "The shop asks you once more whether Kontor may read orders and report payments, and gives Kontor new credentials. Until then everything goes on as before.",
	},
	consentBegin: { de: "Zustimmung beginnen", en: "Begin consent" },
	consentComing: {
		de: "Die Seite des Shops wird vorbereitet …",
		en: "The shop's page is being prepared …",
	},
	consentOpens: {
		de: "Die Seite des Shops öffnet sich in einem neuen Fenster.",
		en: "The shop's page opens in a new window.",
	},
	mappingIsOld: {
		de: "In der Zuordnung ist ein Status gewählt, den der Shop nicht mehr hat, oder es fehlt einer. So kann sie nicht gespeichert werden.",
		en: "The mapping names a status that the shop no longer has, or lacks one. It cannot be saved like that.",
	},
	openMapping: { de: "Zuordnung öffnen", en: "Open the mapping" },
	saving: { de: "Wird gespeichert …", en: "Saving …" },
	saved: { de: "Die Zuordnung ist gespeichert.", en: "The mapping is saved." },
	discard: { de: "Änderungen verwerfen", en: "Discard changes" },
	unsaved: { de: "Ungespeicherte Änderungen", en: "Unsaved changes" },
	mendFirst: { de: "Bitte zuerst die markierten Stellen ergänzen.", en: "Please complete the marked places first." },
	notLinked: { de: "Noch nicht mit Kontor verbunden", en: "Not connected with Kontor yet" },
	enterCode: {
		de: "Diesen Code in Kontor unter „Shop hinzufügen“ eingeben:",
		en: 'Enter this code in Kontor under "Add a shop":',
	},
	orLinkCode: { de: "Oder den Code aus Kontor hier eingeben:", en: "Or enter the code from Kontor here:" },
	linkCode: { de: "Code aus Kontor", en: "Code from Kontor" },
	linkCodeRefused: {
		de: "Dieser Code gilt nicht, oder nicht mehr. Bitte in Kontor einen neuen erzeugen.",
		en: "This code is not valid, or not any more. Please make a new one in Kontor.",
	},
	missingRights: {
		de: "Der Shop hat Kontor nicht alle Rechte gegeben. Bitte die App neu installieren und allem zustimmen. Es fehlen:",
		en: "The shop has not given Kontor all permissions. Please install the app again and consent to all. Missing are:",
	},
	link: { de: "Verbinden", en: "Connect" },
	linked: {
		de: "Der Shop ist jetzt mit Kontor verknüpft.",
		en: "The shop is now linked with Kontor.",
	},
} as const satisfies Record<string, Text | ((minutes: number) => Text)>;

export const STATES = {
	checking: {
		name: { de: "Wird geprüft", en: "Checking" },
		means: { de: "Kontor sieht nach, ob es den Shop erreicht.", en: "Kontor looks whether it reaches the shop." },
		tone: "busy",
	},
	refused: {
		name: { de: "Nicht erreichbar", en: "Not reachable" },
		means: {
			de: "Kontor kommt nicht in den Shop. Was zu tun ist, steht unter den Hinweisen.",
			en: "Kontor cannot enter the shop. The notices say what to do.",
		},
		tone: "bad",
	},
	authorizing: {
		name: { de: "Wartet auf Zustimmung", en: "Waits for consent" },
		means: {
			de: "Im Shop fehlt noch die Zustimmung, dass Kontor Bestellungen lesen und Zahlungen melden darf.",
			en: "The shop's consent is missing that Kontor may read orders and report payments.",
		},
		tone: "busy",
	},
	ready: {
		name: { de: "Bereit", en: "Ready" },
		means: {
			de: "Der Shop ist geprüft. Bitte die Zuordnung ansehen, dann verbinden: Erst danach wird gelesen und geschrieben.",
			en: "The shop is checked. Please look at the mapping, then connect: only then it is read and written.",
		},
		tone: "busy",
	},
	connected: {
		name: { de: "Verbunden", en: "Connected" },
		means: {
			de: "Bestellungen werden gelesen, Zahlungen in den Shop gemeldet.",
			en: "Orders are read, payments are reported to the shop.",
		},
		tone: "good",
	},
	disconnected: {
		name: { de: "Getrennt", en: "Disconnected" },
		means: {
			de: "Es wird nichts gelesen und nichts geschrieben. Was war, bleibt erhalten.",
			en: "Nothing is read and nothing is written. What there was is kept.",
		},
		tone: "bad",
	},
} as const satisfies Record<ConnectionState, { name: Text; means: Text; tone: "good" | "busy" | "bad" }>;

export const CODES = {
	prepayment: {
		name: { de: "Vorkasse", en: "Prepayment" },
		means: { de: "Die Ware geht nach der Zahlung hinaus.", en: "Goods leave once they are paid." },
	},
	invoice: {
		name: { de: "Rechnung", en: "Invoice" },
		means: { de: "Die Ware geht vor der Zahlung hinaus.", en: "Goods leave before they are paid." },
	},
	cashOnDelivery: {
		name: { de: "Nachnahme", en: "Cash on delivery" },
		means: { de: "Der Zusteller nimmt das Geld entgegen.", en: "The carrier takes the money." },
	},
	monitored: {
		name: { de: "Nur beobachten", en: "Watch only" },
		means: {
			de: "Zum Beispiel PayPal oder Karte: gelesen wird nur, was nach Stunden noch offen ist.",
			en: "PayPal or card, for instance: only what is still open after hours is read.",
		},
	},
} as const satisfies Record<PaymentCode, { name: Text; means: Text }>;

export const WRITTEN_NAMES = {
	paid: { de: "Bezahlt", en: "Paid" },
	partiallyPaid: { de: "Teilweise bezahlt", en: "Partially paid" },
	cancelled: { de: "Storniert", en: "Cancelled" },
	overdue: { de: "Überfällig", en: "Overdue" },
	debtCollection: { de: "Im Inkasso", en: "In debt collection" },
	paymentRevoked: { de: "Zahlung zurückgenommen", en: "Payment taken back" },
} as const satisfies Record<Written, Text>;

/** What a shop calls its machines of statuses; others keep their own name. */
const MACHINES: Readonly<Record<string, Text>> = {
	order: { de: "Bestellung", en: "Order" },
	transaction: { de: "Zahlung", en: "Payment" },
	payment: { de: "Zahlung", en: "Payment" },
	delivery: { de: "Lieferung", en: "Delivery" },
	fulfillment: { de: "Versand", en: "Fulfilment" },
	document: { de: "Beleg", en: "Document" },
	vorgang: { de: "Vorgang", en: "Vorgang" },
};

export function machineName(machine: string): Text {
	return MACHINES[machine] ?? { de: machine, en: machine };
}
