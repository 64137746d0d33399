import { describe, expect, test } from "vitest";
import { notAPayment } from "../src/nature.ts";
import { readPosting } from "../src/read-posting.ts";
import { transfer } from "./shop.ts";

/** Everything that says that a posting is no payment, once each; an umlaut as banks write it, and one that is none. */
const SAID = {
	returned: [
		"Ruecklastschrift R\nuck-belastung Rückbuchung Rückläufer Rückleitung Rueckruf der Lastschriftrückgabe",
		"SEPA Retour Retoure SEPA unanbringlich unzustellbar nicht zustellbar nicht ausführbar",
		"nicht ausgeführt nicht aus-\ngefuehrt nicht zu\nstellbar un\nzustellbar",
		"zurueckgewiesen zurückgewiesen Rückgabe Ihrer Empfaenger unbekannt IBAN fehlerhaft Konto erloschen Konten aufgelöst",
		"Return of payment returned transfer payment return chargeback refund reversal Storno der Ueberweisung",
		"AC01 AC03 AC04 AC06 AC13 AC14 AC15 AG01 AG02 AM01 AM04 AM09 BE01 BE04 BE05 BE07 FOCR CUST DUPL MD01 MD07 MS02 MS03",
		"RC01 RR01 RR04 SL01 TECH TM01",
	],
	payout: [
		"PP.1234.PP payout settlement disbursement Auszahlung Sammelauszahlung 25 Zahlungen Händlerabrechnung",
		"Haendlerabrechnung Handlerabrechnung Sammelgutschrift",
	],
	noPayment: [
		"Storno Stoerno Stornierung Erstattung Guthaben Guthaeben Bonus Boenus Provision Gehalt Gehaelt Lohn Loehn Miete",
		"Kaltmiete Warmmiete Steuererstattung Zinsen Habenzinsen Abschluss Abschluß Kontofuehrung Koentofuhrung Umbuchung",
		"Umbuechung Übertrag Uebertrag Pfandgutschrift Bonus-Guetschrift Rückzahlung Rueckerstattung Rückvergütung",
	],
};
/** What belongs together. */
const PHRASES =
	/(?:R\nuck-belastung|Rueckruf der|SEPA Retour|Retoure SEPA|nicht aus-\ngefuehrt|nicht zu\nstellbar|un\nzustellbar|nicht \S+|Rückgabe Ihrer|Empfaenger \S+|IBAN \S+|Kont(?:o|en) \S+|Return of payment|returned transfer|payment return|Storno der Ueberweisung|25 Zahlungen|\S+)/g;

describe.each(Object.entries(SAID))("%s", (guard, texts) => {
	const phrases = texts.flatMap((text) => text.match(PHRASES) ?? []);

	test.each(phrases)("%s", (phrase) => {
		const posting = transfer(`10023 ${phrase} vom 12.11.`);
		const nature = notAPayment(
			readPosting(posting, false),
			() => null,
			(active) => active === guard,
		);
		expect(nature?.guard).toBe(guard);
	});
});

test("a code says the same of every posting", () => {
	const ofCode = (transactionCode: string) =>
		notAPayment(
			readPosting(transfer("10023", { transactionCode }), false),
			() => null,
			() => true,
		);
	for (let again = 0; again < 2; again++) {
		expect(ofCode("NTRF+166+9070")).toBeNull();
		expect(ofCode("NTRF+109+9070")).toEqual({ guard: "returned", matched: "109" });
		expect(ofCode("PMNT-RCDT-SALA")).toEqual({ guard: "noPayment", matched: "PMNT-RCDT-SALA" });
	}
});
