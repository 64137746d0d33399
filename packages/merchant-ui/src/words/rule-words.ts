import type { Text } from "@kontor/connector";

/** What the form for rules says; names of statuses and conditions come from the plugin. */
export const RULE_WORDS = {
	title: { de: "Regeln für den Vorgangsstatus", en: "Rules for the status of orders" },
	means: {
		de: "Wann der Status wechselt, den der Kunde auf der Plattform sieht. Eine Regel gilt, wenn alle ihre Bedingungen zutreffen; gelten mehrere, entscheidet die obere.",
		en: "When the status changes that the customer sees on the platform. A rule holds when all of its conditions do; where several hold, the upper one decides.",
	},
	platform: { de: "Plattform", en: "Platform" },
	notInUse: { de: "keine Bestellungen", en: "no orders" },
	from: (status: string) => ({ de: `Von „${status}“`, en: `From “${status}”` }),
	on: { de: "eingeschaltet", en: "switched on" },
	off: { de: "ausgeschaltet", en: "switched off" },
	switchOn: { de: "Regeln ab diesem Status anwenden", en: "Apply the rules that begin at this status" },
	targets: { de: "Darf wechseln nach", en: "May change to" },
	noTargets: {
		de: "Wählen Sie, wohin dieser Status wechseln darf.",
		en: "Choose what this status may change to.",
	},
	removeTarget: { de: "Ziel ausschalten?", en: "Switch the target off?" },
	removeTargetMeans: {
		de: "Die Regeln für dieses Ziel werden damit gelöscht. Wirksam wird es erst mit dem Speichern.",
		en: "The rules for this target are removed with it. It takes effect once you save.",
	},
	removeRules: { de: "Regeln löschen", en: "Remove rules" },
	rule: { de: "Regel", en: "Rule" },
	always: { de: "sofort, ohne Bedingung", en: "at once, without a condition" },
	mail: { de: "E-Mail", en: "E-mail" },
	withShipments: { de: "Versanddatensätze", en: "Shipment records" },
	addRule: { de: "Regel hinzufügen", en: "Add a rule" },
	addRuleTo: { de: "Weitere Regel nach", en: "Another rule to" },
	moveUp: { de: "Nach oben", en: "Move up" },
	moveDown: { de: "Nach unten", en: "Move down" },
	removeRule: { de: "Regel löschen", en: "Remove rule" },
	conditions: { de: "Bedingungen", en: "Conditions" },
	conditionsMeans: { de: "Alle müssen zutreffen.", en: "All of them must hold." },
	noConditions: {
		de: "Ohne Bedingung wechselt der Status sofort.",
		en: "Without a condition the status changes at once.",
	},
	addCondition: { de: "Bedingung hinzufügen", en: "Add a condition" },
	choose: { de: "bitte wählen …", en: "please choose …" },
	not: { de: "trifft nicht zu", en: "does not hold" },
	removeCondition: { de: "Bedingung entfernen", en: "Remove condition" },
	recommended: { de: "empfohlen", en: "recommended" },
	reads: { de: "liest:", en: "reads:" },
	table: { de: "Alle Bedingungen im Überblick", en: "All conditions at a glance" },
	condition: { de: "Bedingung", en: "Condition" },
	asks: { de: "Angaben", en: "Asks for" },
	readsHead: { de: "Liest am Vorgang", en: "Reads of the order" },
	effects: { de: "Beim Wechsel", en: "With the change" },
	inform: {
		de: "Kunde per E-Mail darüber informieren, wenn der Vorgangsstatus geändert wird",
		en: "Inform the customer by e-mail when the status changes",
	},
	layout: { de: "E-Mail-Layout", en: "Mail layout" },
	layoutGone: { de: "nicht mehr vorhanden", en: "not there any more" },
	noLayouts: {
		de: "Es gibt kein E-Mail-Layout im Bereich Vorgänge. Bitte zuerst eines anlegen.",
		en: "There is no mail layout for orders yet. Please add one first.",
	},
	transfer: {
		de: "Versanddatensätze übertragen, wenn der Vorgangsstatus geändert wird",
		en: "Transfer shipment records when the status changes",
	},
	transferMeans: {
		de: "Die Paketnummer geht als Sendungsnummer mit ihrem Versanddienst an die Plattform. Ohne diese Option wird keine übertragen.",
		en: "The parcel number goes to the platform as tracking number with its carrier. Without this option none is transferred.",
	},
	withoutRecommended: {
		de: "Ohne diese Bedingung kann der Status ohne Sendungsnummer hinausgehen:",
		en: "Without this condition the status can go out without a tracking number:",
	},
	addRecommended: { de: "Bedingung einsetzen", en: "Add the condition" },
	fillIn: { de: "Bitte ausfüllen.", en: "Please fill in." },
	byComma: { de: "mehrere durch Komma getrennt", en: "several separated by commas" },
	between: (least: string, most: string) => ({
		de: `Bitte eine ganze Zahl von ${least} bis ${most} eingeben.`,
		en: `Please enter a whole number from ${least} to ${most}.`,
	}),
	currency: { de: "Währung", en: "Currency" },
	error: { de: "Fehler", en: "Error" },
	warning: { de: "Warnung", en: "Warning" },
	recommendation: { de: "Empfehlung", en: "Recommendation" },
	uncheckedBecause: {
		de: "Die Regeln konnten nicht auf Widersprüche geprüft werden. Speichern ist trotzdem möglich: Regeln, die sich widersprechen, werden nicht angewendet.",
		en: "The rules could not be looked through for contradictions. They can be saved all the same: rules that contradict each other are not applied.",
	},
	checking: { de: "Ungespeicherte Änderungen, werden geprüft …", en: "Unsaved changes, being checked …" },
	mendRules: {
		de: "Bitte zuerst beheben, was bei den Regeln markiert ist.",
		en: "Please mend first what is marked at the rules.",
	},
	save: { de: "Regeln speichern", en: "Save rules" },
	saved: { de: "Die Regeln sind gespeichert.", en: "The rules are saved." },
	saveAgain: {
		de: "Inzwischen wurde anderes an der Verbindung geändert. Bitte noch einmal speichern.",
		en: "Something else of the connection was changed meanwhile. Please save once more.",
	},
	changedElsewhere: {
		de: "Jemand anders hat die Regeln inzwischen geändert.",
		en: "Somebody else has changed the rules meanwhile.",
	},
	changedElsewhereMeans: {
		de: "Ihre Änderungen sind noch da, und nicht gespeichert. Was soll gelten?",
		en: "Your changes are still here, and not saved. Which are to count?",
	},
	takeTheirs: { de: "Neuen Stand zeigen, meine Änderungen verwerfen", en: "Show the new ones, discard my changes" },
	keepOwn: { de: "Mit meinen Regeln weiterarbeiten", en: "Go on with my rules" },
	trial: { de: "Probe mit echten Vorgängen", en: "Trial with real orders" },
	trialMeans: {
		de: "Was diese Regeln jetzt ändern würden, auch ungespeicherte und ausgeschaltete. Es wird nichts geschrieben und niemand benachrichtigt.",
		en: "What these rules would change now, unsaved and switched off ones, too. Nothing is written and nobody is told.",
	},
	tryOut: { de: "Regeln proben", en: "Try the rules" },
	tryingOut: { de: "Wird geprobt …", en: "Trying …" },
	triedOther: {
		de: "Die Regeln wurden seit dieser Probe geändert.",
		en: "The rules have been changed since this trial.",
	},
	nothingTried: {
		de: "Es gibt noch keinen Vorgang, auf den diese Regeln passen.",
		en: "There is no order yet that these rules are for.",
	},
	order: { de: "Bestellung", en: "Order" },
	now: { de: "Jetzt", en: "Now" },
	afterwards: { de: "Danach", en: "Then" },
	besides: { de: "Dabei", en: "With it" },
	why: { de: "Warum", en: "Why" },
	stays: { de: "bleibt", en: "stays" },
	held: { de: "wartet auf die Paketnummer", en: "waits for the parcel number" },
	statusIsOff: { de: "Status ist ausgeschaltet", en: "status is switched off" },
	fired: { de: "trifft zu", en: "holds" },
	notFired: { de: "trifft nicht zu", en: "does not hold" },
	overruled: { de: "trifft zu, eine obere entscheidet", en: "holds, an upper one decides" },
	noRules: { de: "Keine Regel beginnt bei diesem Status.", en: "No rule begins at this status." },
	yes: { de: "ja", en: "yes" },
	no: { de: "nein", en: "no" },
} as const satisfies Record<string, Text | ((...given: string[]) => Text)>;

/** "3 of 12 would change." */
export function triedCount(changed: number, of: number): Text {
	return {
		de: `${changed} von ${of} ${of === 1 ? "Bestellung würde" : "Bestellungen würden"} den Status wechseln.`,
		en: `${changed} of ${of} ${of === 1 ? "order" : "orders"} would change the status.`,
	};
}

/** "2 rules". */
export function ruleCount(count: number): Text {
	return {
		de: count === 1 ? "1 Regel" : `${count} Regeln`,
		en: count === 1 ? "1 rule" : `${count} rules`,
	};
}

/** What conditions read, as far as plugins name it alike; anything else is shown as it is. */
const FACTS: Readonly<Record<string, Text>> = {
	amount: { de: "Betrag", en: "amount" },
	paid: { de: "Zahlungen", en: "payments" },
	currency: { de: "Währung", en: "currency" },
	invoice: { de: "Rechnung", en: "invoice" },
	shipments: { de: "Versanddatensätze", en: "shipment records" },
	articles: { de: "Positionen und Lager", en: "positions and stock" },
	statusSince: { de: "Beginn des Status", en: "start of the status" },
	now: { de: "Uhrzeit", en: "time" },
	paymentCode: { de: "Zahlungsart", en: "payment method" },
	platform: { de: "Plattform", en: "platform" },
	kind: { de: "Vorgangsart", en: "kind" },
	done: { de: "Erledigt-Kennzeichen", en: "mark as done" },
};

export function factName(fact: string): Text {
	return FACTS[fact] ?? { de: fact, en: fact };
}
