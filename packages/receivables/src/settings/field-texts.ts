import type { Text } from "@kontor/connector";
import type { SettingName } from "./schema.ts";

/** How a field is called, and what the merchant should know before he changes it. */
export interface FieldText {
	readonly title: Text;
	readonly help?: Text;
}

const text = (de: string, en: string): Text => ({ de, en });

const FROM_BEFORE = text(
	"Gezählt vom Schritt davor; wo es keinen gibt, vom Bezugsdatum. Leer: findet nicht statt.",
	"Counted from the step before; where there is none, from the reference date. Empty: does not happen.",
);

/** What prepayment and invoice have in common. */
const ASKED = {
	informationBy: {
		title: text("Zahlungsinformation versendet", "Payment information is sent by"),
	},
	startsWith: {
		title: text("Zahlungsinformation und Erinnerungen", "Payment information and reminders"),
		help: text(
			"Sofort nach der Bestellung, oder erst wenn es eine Rechnungsnummer gibt.",
			"At once after the order, or only once there is an invoice number.",
		),
	},
	repeatAfterDays: {
		title: text("Zahlungsinformation wiederholen nach Tagen", "Repeat the payment information after days"),
		help: text("Das ist keine Erinnerung. Leer: keine Wiederholung.", "This is no reminder. Empty: not repeated."),
	},
	beforeDueDays: {
		title: text("Hinweis vor Fälligkeit, Tage vorher", "Notice before the due date, days ahead"),
		help: text("Nur wo eine Fälligkeit bekannt ist.", "Only where a due date is known."),
	},
	payableUntilDays: {
		title: text("„Zahlbar bis“ in der Zahlungsinformation, Tage", "“Payable until” in the payment information, days"),
		help: text("Verschiebt keine Erinnerung. Leer: kein Datum.", "Moves no reminder. Empty: no date."),
	},
	payableUntilDaysInReminders: {
		title: text("„Zahlbar bis“ in Erinnerungen, Tage", "“Payable until” in reminders, days"),
		help: text(
			"Leer: wie in der Zahlungsinformation; 0: kein Datum. Abgeraten: ein solches Datum in einer Erinnerung kann als Stundung gelesen werden.",
			"Empty: as in the payment information; 0: no date. Not advised: such a date in a reminder may be read as a deferral.",
		),
	},
	payableUntilFrom: {
		title: text("„Zahlbar bis“ zählt ab", "“Payable until” counts from"),
		help: text("Dem Bestelldatum oder dem Tag des Versands.", "The order date or the day of sending."),
	},
	informationByLetter: {
		title: text("Zahlungsinformation auch als Brief", "Payment information by letter as well"),
	},
	remindersByLetter: { title: text("Erinnerungen auch als Brief", "Reminders by letter as well") },
	reminders: {
		title: text("Erinnerungen", "Reminders"),
		help: text(
			"Die erste zählt ab dem Rechnungsdatum, wo eines gelesen wurde, sonst ab dem Bestelldatum; jede weitere ab der davor. Gebühren für E-Mails erkennen deutsche Gerichte kaum an.",
			"The first counts from the invoice date where one was read, else from the order date; each further one from the one before. German courts hardly accept fees for e-mails.",
		),
	},
} as const satisfies Readonly<Record<string, FieldText>>;

const OVERDUE = { title: text("Überfällig nach Tagen", "Overdue after days"), help: FROM_BEFORE };
const COLLECTION = {
	title: text("Übergabe an das Inkasso nach Tagen", "Handover to debt collection after days"),
	help: text("Gezählt vom Schritt davor. Leer: nur von Hand.", "Counted from the step before. Empty: by hand only."),
};

/** A field's texts by its section. */
const TEXTS = {
	common: {
		skipNonBankingDays: {
			title: text("Nur an Bankarbeitstagen", "On banking days only"),
			help: text(
				"Schritte, die auf ein Wochenende oder einen Feiertag fielen, geschehen am nächsten Bankarbeitstag.",
				"Steps that would fall on a weekend or public holiday happen on the next banking day.",
			),
		},
		holidayRegion: { title: text("Feiertage des Landes oder Kantons", "Public holidays of the Land or canton") },
		minimumToRemind: {
			title: text("Erinnert wird erst ab", "Remind only from"),
			help: text(
				"Ist weniger offen, gibt es weder Erinnerung noch Inkasso.",
				"With less outstanding there is neither a reminder nor debt collection.",
			),
		},
		excludedCustomers: { title: text("Nie erinnerte Kundennummern", "Customer numbers never reminded") },
		excludedGroups: { title: text("Nie erinnerte Kundengruppen", "Customer groups never reminded") },
		excludedMailDomains: { title: text("Nie erinnerte E-Mail-Domains", "Mail domains never reminded") },
		alreadyPaidHoldDays: {
			title: text("Warten nach „schon bezahlt“, Tage", "Wait after “already paid”, days"),
		},
		oneMessagePerCustomer: {
			title: text(
				"Eine Nachricht für alle überfälligen Bestellungen eines Kunden",
				"One message for all overdue orders of a customer",
			),
		},
		undeliverableByLetter: {
			title: text("Unzustellbare E-Mails als Brief senden", "Send undeliverable e-mails by letter"),
			help: text(
				"Nur wo eine Anschrift und ein Briefdienst da sind.",
				"Only where there is a postal address and a letter service.",
			),
		},
		notifyPaymentReceived: {
			title: text("Zahlungseingang dem Kunden melden", "Tell the customer of a payment"),
			help: text(
				"Nur wenn die Bank ihn in den letzten 14 Tagen gebucht hat.",
				"Only if the bank booked it within the last 14 days.",
			),
		},
		chargesSettle: {
			title: text("Gebühren und Zinsen zum Ausgleich nötig", "Fees and interest needed to settle"),
			help: text(
				"Was eine Erinnerung davon verlangt, ist nötig, sobald sie versendet ist. Sonst gilt eine Bestellung mit der Hauptforderung als bezahlt; Gebühren und Zinsen bleiben sichtbar.",
				"What a reminder asks for of them is needed once it has left. Otherwise an order is paid with its principal; fees and interest stay visible.",
			),
		},
		shopReachHours: {
			title: text("Shop gilt als nicht erreichbar nach Stunden", "A shop counts as unreachable after hours"),
		},
		warnWhenStaleDays: {
			title: text(
				"Warnen, wenn Bankdaten fehlen, nach Bankarbeitstagen",
				"Warn of missing bank data after banking days",
			),
		},
	},
	prepayment: {
		...ASKED,
		cancelAfterDays: { title: text("Stornieren nach Tagen", "Cancel after days"), help: FROM_BEFORE },
	},
	invoice: {
		...ASKED,
		overdueAfterDays: OVERDUE,
		collectionAfterDays: COLLECTION,
		invoiceByLetter: { title: text("Rechnung auch als Brief", "Invoice by letter as well") },
		netDays: { title: text("Zahlungsfrist in Tagen", "Payment term in days") },
		cashDiscount: {
			title: text("Skonto", "Cash discount"),
			help: text(
				"Gilt, wo weder der Shop noch abweichende Bedingungen etwas anderes sagen.",
				"Holds where neither the shop nor deviating terms say otherwise.",
			),
		},
		deviatingTerms: {
			title: text("Abweichende Zahlungsbedingungen", "Deviating payment terms"),
			help: text("Gehen denen des Shops und dem Skonto vor.", "Come before the shop's and the cash discount."),
		},
		interest: { title: text("Verzugszinsen", "Default interest") },
		lumpSum: {
			title: text("Pauschale von 40 EUR", "Lump sum of 40 EUR"),
			help: text("Nur gegenüber Unternehmen (DE, AT).", "Only against businesses (DE, AT)."),
		},
		feesAgreed: {
			title: text("Mahngebühren sind vereinbart", "Reminder fees are agreed"),
			help: text(
				"In der Schweiz nur, wenn der Betrag in Vertrag oder AGB steht.",
				"In Switzerland only if the exact amount stands in the contract.",
			),
		},
		statedBaseRates: {
			title: text("Basiszinssätze", "Base rates"),
			help: text(
				"Werden gebraucht, wo Kontor den geltenden Satz nicht kennt.",
				"Needed where Kontor does not know the rate in force.",
			),
		},
	},
	cashOnDelivery: {
		askAfterDays: { title: text("Kunden fragen nach Tagen", "Ask the customer after days"), help: FROM_BEFORE },
		overdueAfterDays: OVERDUE,
		collectionAfterDays: COLLECTION,
	},
	monitored: {
		readAfterHours: {
			title: text("Beobachtete Zahlungsarten lesen nach Stunden", "Read watched payment methods after hours"),
		},
	},
	repayments: {
		waitDays: { title: text("Rückzahlungen warten, Tage", "Repayments wait, days") },
		fourEyes: {
			title: text("Rückzahlungen gibt eine zweite Person frei", "Repayments are approved by a second person"),
		},
	},
} as const satisfies Texts<SettingName>;

/** Each section with a text for each of its fields, and for nothing else. */
type Texts<Name extends string> = {
	[S in Name as S extends `${infer Section}.${string}` ? Section : never]: Readonly<
		Record<
			Name extends `${S extends `${infer Section}.${string}` ? Section : never}.${infer Field}` ? Field : never,
			FieldText
		>
	>;
};

export function fieldText(name: SettingName): FieldText {
	const [section = "", field = ""] = name.split(".");
	const texts: Readonly<Record<string, Readonly<Record<string, FieldText>>>> = TEXTS;
	const found = texts[section]?.[field];
	if (found === undefined) throw new RangeError(`${name} has no text`);
	return found;
}
