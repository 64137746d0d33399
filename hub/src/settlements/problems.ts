import { formatMoney, type Money, type Text } from "@kontor/connector";

export const NO_ORDER: Text = {
	de: "Zu dieser Nummer ist keine Bestellung bekannt.",
	en: "No order is known by this number.",
};
export const NOT_KNOWN: Text = {
	de: "Diese Bestellung kennt Kontor nicht.",
	en: "Kontor does not know this order.",
};
export const NOT_PAID_THERE: Text = {
	de: "Nach dem Marktplatz ist diese Bestellung noch nicht bezahlt.",
	en: "By the marketplace this order is not paid yet.",
};
export const SEVERAL_ORDERS: Text = {
	de: "Diese Nummer haben mehrere Bestellungen.",
	en: "Several orders have this number.",
};
export const OTHER_CURRENCY: Text = {
	de: "Die Bestellung lautet auf eine andere Währung.",
	en: "The order is in another currency.",
};
export const NOTHING_LEFT: Text = {
	de: "Nach Abzug der Gebühr bleibt nichts für die Bestellung.",
	en: "Nothing is left for the order once the fee is deducted.",
};
export const POSTING_TAKEN: Text = {
	de: "Die Buchung ist nicht (mehr) frei.",
	en: "The posting is not free (any more).",
};
export const SEVERAL_POSTINGS: Text = {
	de: "Mehrere freie Buchungen haben genau diesen Betrag: Bitte wählen Sie die richtige.",
	en: "Several free postings have just this amount: please choose the right one.",
};

export function moreThanOpen(open: Money): Text {
	return {
		de: `Es wurde mehr eingezogen, als offen ist (${formatMoney(open, "de")}).`,
		en: `More was collected than is open (${formatMoney(open, "en")}).`,
	};
}

export function noPosting(net: Money): Text {
	return {
		de: `Es gibt (noch) keine freie Buchung über ${formatMoney(net, "de")}.`,
		en: `There is no free posting of ${formatMoney(net, "en")} (yet).`,
	};
}

export function sumDiffers(posting: Money, net: Money): Text {
	return {
		de: `Die Buchung lautet über ${formatMoney(posting, "de")}, die Abrechnung über ${formatMoney(net, "de")}.`,
		en: `The posting is of ${formatMoney(posting, "en")}, the settlement of ${formatMoney(net, "en")}.`,
	};
}
