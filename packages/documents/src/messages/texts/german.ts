import type { Texts } from "./texts.ts";

const CLOSING = `{% if shop.phone %}Bei Fragen erreichen Sie uns unter {{ shop.phone }}{% if shop.email %} oder {{ shop.email }}{% endif %}.{% elsif shop.email %}Bei Fragen schreiben Sie uns an {{ shop.email }}.{% endif %}

Mit freundlichen Grüßen
{{ shop.name }}`;

const ABOUT = `{% if invoice.number %}Rechnung {{ invoice.number }}{% if invoice.date %} vom {{ invoice.date }}{% endif %} zu Ihrer {% endif %}Bestellung {{ order.number }} vom {{ order.date }}`;

const CROSSED =
	"Sollte sich Ihre Zahlung mit dieser Nachricht überschnitten haben, betrachten Sie sie bitte als gegenstandslos.";

/** The built-in texts in German. The Swiss ones are made from them by `swissGermanLetter`. */
export const GERMAN: Texts = {
	paymentInformation: {
		subject: "Zahlungsinformation zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

vielen Dank für Ihre Bestellung {{ order.number }} vom {{ order.date }}{% if customer.number %} (Kundennummer {{ customer.number }}){% endif %}. Bitte überweisen Sie **{{ amount }}**{% if payableUntil %} bis zum **{{ payableUntil }}**{% endif %} auf das folgende Konto. Damit wir Ihre Zahlung gleich zuordnen können, übernehmen Sie bitte alle Angaben genau so.

{{ payment }}

{{ amounts }}

{% if discount.percent %}Zahlen Sie bis zum {{ discount.until }}, dürfen Sie {{ discount.percent }} % Skonto abziehen: Der Betrag ist dann **{{ discount.amount }}**.{% endif %}

{% if foreign.amount %}Ihre Bestellung lautet auf {{ foreign.amount }}; der Wechselkurs ist {{ foreign.rate }}.{% endif %}

{% if invoice.number %}Zu Ihrer Bestellung gehört die Rechnung {{ invoice.number }}{% if invoice.date %} vom {{ invoice.date }}{% endif %}.{% endif %}

${CLOSING}
{{ shop.website }}`,
	},
	paymentInformationAgain: {
		subject: "Noch einmal: Zahlungsinformation zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

zu Ihrer ${ABOUT} senden wir Ihnen die Angaben für Ihre Überweisung noch einmal. Zu zahlen sind **{{ amount }}**{% if payableUntil %} bis zum {{ payableUntil }}{% endif %}.

{{ payment }}

{{ amounts }}

Wenn Sie schon bezahlt haben, brauchen Sie nichts weiter zu tun.

${CLOSING}`,
	},
	amountChanged: {
		subject: "Geänderter Betrag zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

der Betrag Ihrer ${ABOUT} hat sich geändert{% if previousAmount %}: statt {{ previousAmount }} sind nun **{{ amount }}** zu zahlen{% else %}: Zu zahlen sind nun **{{ amount }}**{% endif %}{% if payableUntil %}, bis zum {{ payableUntil }}{% endif %}. Bitte überweisen Sie nur noch diesen Betrag; die frühere Zahlungsinformation gilt nicht mehr.

{{ payment }}

{{ amounts }}

${CLOSING}`,
	},
	dueSoon: {
		subject: "Ihre Zahlung zur Bestellung {{ order.number }} wird bald fällig",
		body: `{{ salutation }}

nur als freundlicher Hinweis: Zu Ihrer ${ABOUT} sind **{{ amount }}** bis zum **{{ dueDate }}** zu zahlen.

{% if discount.percent %}Bis zum {{ discount.until }} dürfen Sie {{ discount.percent }} % Skonto abziehen: Der Betrag ist dann {{ discount.amount }}.{% endif %}

{{ payment }}

{{ amounts }}

Wenn Sie schon bezahlt haben, brauchen Sie nichts weiter zu tun.

${CLOSING}`,
	},
	reminder: {
		subject: "Zahlungserinnerung zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

sicher ist es Ihnen nur entgangen: Zu Ihrer ${ABOUT} konnten wir noch keinen vollständigen Zahlungseingang feststellen. Bitte überweisen Sie **{{ amount }}**{% if payableUntil %} bis zum {{ payableUntil }}{% endif %}.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	demand: {
		subject: "Mahnung (Stufe {{ level }}) zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

trotz unserer Erinnerung{% if previousDate %} vom {{ previousDate }}{% endif %} ist Ihre ${ABOUT} noch nicht vollständig bezahlt. Wir bitten Sie, **{{ amount }}**{% if payableUntil %} bis zum {{ payableUntil }}{% else %} umgehend{% endif %} zu überweisen.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	finalDemand: {
		subject: "Letzte Mahnung zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

auf unsere Mahnungen{% if previousDate %}, zuletzt vom {{ previousDate }},{% endif %} zu Ihrer ${ABOUT} haben Sie bisher nicht vollständig gezahlt. Wir fordern Sie letztmalig auf, **{{ amount }}**{% if payableUntil %} bis zum {{ payableUntil }}{% else %} umgehend{% endif %} zu überweisen.

{{ amounts }}

{{ payment }}

Geht keine Zahlung ein, werden wir die Forderung an ein Inkassounternehmen abgeben. Das kann für Sie weitere Kosten bedeuten. Wenn Sie die Forderung für unberechtigt halten oder nicht auf einmal zahlen können, melden Sie sich bitte bei uns.

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	severalReminder: {
		subject: "Zahlungserinnerung zu Ihren offenen Bestellungen",
		body: `{{ salutation }}

zu den folgenden Bestellungen konnten wir noch keinen vollständigen Zahlungseingang feststellen. Bitte überweisen Sie zusammen **{{ amount }}**{% if payableUntil %} bis zum {{ payableUntil }}{% endif %}.

{{ orders }}

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	deliveryQuestion: {
		subject: "Ist Ihre Bestellung {{ order.number }} angekommen?",
		body: `{{ salutation }}

Ihre Bestellung {{ order.number }} vom {{ order.date }} haben wir per Nachnahme verschickt. Über die **{{ amount }}**, die bei der Übergabe zu zahlen waren, liegt uns noch keine Abrechnung des Zustellers vor.

Haben Sie das Paket erhalten und bezahlt? Dann sagen Sie uns bitte kurz Bescheid. Ist es nicht angekommen, antworten Sie einfach auf diese Nachricht.

{{ alreadyPaid }}

${CLOSING}`,
	},
	cancellation: {
		subject: "Ihre Bestellung {{ order.number }} wurde storniert",
		body: `{{ salutation }}

zu Ihrer Bestellung {{ order.number }} vom {{ order.date }} über {{ amount }} ist keine Zahlung eingegangen. Wir haben die Bestellung deshalb storniert. **Bitte überweisen Sie nichts mehr.**

Haben Sie schon gezahlt oder möchten Sie die Ware noch haben? Dann melden Sie sich bitte bei uns.

${CLOSING}`,
	},
	overdue: {
		subject: "Ihre Bestellung {{ order.number }} ist überfällig",
		body: `{{ salutation }}

Ihre ${ABOUT} ist trotz unserer Nachrichten{% if previousDate %}, zuletzt vom {{ previousDate }},{% endif %} nicht vollständig bezahlt und steht bei uns nun als überfällig. Offen sind **{{ amount }}**.

{{ amounts }}

{{ payment }}

{{ alreadyPaid }}

${CROSSED}

${CLOSING}`,
	},
	paymentReceived: {
		subject: "Ihre Zahlung zur Bestellung {{ order.number }} ist da",
		body: `{{ salutation }}

vielen Dank: Ihre Zahlung über **{{ received.amount }}** zur Bestellung {{ order.number }} ist am {{ received.date }} bei uns eingegangen.

{% if outstanding %}Noch offen sind {{ outstanding }}.{% endif %}

${CLOSING}`,
	},
	bankDetailsRequest: {
		subject: "Rückzahlung zu Ihrer Bestellung {{ order.number }}: Ihre Bankverbindung",
		body: `{{ salutation }}

zu Ihrer Bestellung {{ order.number }} möchten wir Ihnen **{{ repayment.amount }}** zurückzahlen. Dafür brauchen wir Ihre Bankverbindung. Bitte geben Sie sie auf unserer gesicherten Seite ein, nicht per E-Mail.

{{ bankDetails }}

${CLOSING}`,
	},
	repaymentNotice: {
		subject: "Rückzahlung zu Ihrer Bestellung {{ order.number }}",
		body: `{{ salutation }}

zu Ihrer Bestellung {{ order.number }} zahlen wir Ihnen **{{ repayment.amount }}** zurück. Das Geld geht auf das Konto {{ repayment.iban }} und ist in der Regel in ein bis zwei Bankarbeitstagen bei Ihnen.

${CLOSING}`,
	},
	collectionNotice: {
		subject: "Abgabe an ein Inkassounternehmen: Bestellung {{ order.number }}",
		body: `{{ salutation }}

Ihre ${ABOUT} ist trotz mehrerer Mahnungen nicht vollständig bezahlt. Wir haben die Forderung über **{{ amount }}** an {{ collection.partner }} abgegeben{% if collection.reference %} (Aktenzeichen {{ collection.reference }}){% endif %}. Bitte wenden Sie sich in dieser Sache ab jetzt dorthin.

{{ amounts }}

${CLOSING}`,
	},
	merchantDigest: {
		subject:
			'{{ shop.name }}: {% if taskCount == "1" %}eine Aufgabe wartet{% else %}{{ taskCount }} Aufgaben warten{% endif %} auf Sie',
		body: `Guten Tag {{ customer.name }}{% if customer.company %}, {{ customer.company }}{% endif %},

Folgendes braucht Ihre Entscheidung:

{{ tasks }}

{{ merchantArea }}

Jede Ursache melden wir nur einmal.`,
	},
};
