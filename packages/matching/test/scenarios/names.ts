import { buy, CROWD, pay, type Scenarios, when } from "./case.ts";

const joerg = buy("AU-10023", 163.27, "Jörg Müßigbrodt");
const guenther = buy("AU-10031", 74.15, "Günther Schäufele");
const anna = buy("RE-2026-0815", 88.2, "Anna-Lena Hohenstein", { invoiceNumber: "RE-2026-0815" });
const union = buy("AU-10055", 219.8, "Einkauf", { company: "Schrauben Köhler Befestigungstechnik GmbH & Co. KG" });

/** The payer's name, as banks write it. */
export const NAMES: Scenarios = {
	"umlaut-ae": [
		when(
			"a part, so that the name has to agree",
			[joerg],
			pay("AU-10023 1. Rate", 80, "JOERG MUESSIGBRODT"),
			"AU-10023 80.00",
		),
		when(
			"a surplus",
			[guenther],
			pay("Best.Nr. 10031", 75, "Guenther Schaeufele"),
			"AU-10031 74.15, AU-10031 0.85 surplus",
		),
		when("no number", [guenther, ...CROWD], pay("Danke!", 74.15, "GUENTHER SCHAEUFELE"), "AU-10031 74.15"),
		when(
			"a company",
			[union],
			pay("AU-10055 ABSCHLAG", 100, "SCHRAUBEN KOEHLER BEFESTIGUNGSTECHNIK GMBH"),
			"AU-10055 100.00",
		),
		when(
			"the order has ae, the bank the umlaut",
			[buy("AU-10023", 163.27, "Joerg Muessigbrodt")],
			pay("AU-10023 Teil 1", 80, "Jörg Müßigbrodt"),
			"AU-10023 80.00",
		),
		when("mistyped number", [guenther], pay("AU-10037", 74.15, "SCHAEUFELE GUENTHER"), "AU-10031 74.15"),
	],
	"umlaut-stripped": [
		when("a part", [joerg], pay("AU-10023 Anzahlung", 80, "JORG MUSSIGBRODT"), "AU-10023 80.00"),
		when("no number", [guenther, ...CROWD], pay("Bezahlung Onlinekauf", 74.15, "Gunther Schaufele"), "AU-10031 74.15"),
		when("question marks for umlauts", [guenther], pay("AU-10031", 74.15, "G?NTHER SCH?UFELE"), "AU-10031 74.15"),
		when(
			"read in the wrong character set",
			[guenther],
			pay("Bestellung AU-10031 über Shop", 74.15, "GÃ¼nther SchÃ¤ufele"),
			"AU-10031 74.15",
		),
		when(
			"wrong character set, and a part",
			[guenther],
			pay("AU-10031", 40, "GÃ¼nther SchÃ¤ufele"),
			"AU-10031 40.00 or review",
		),
		when("a dot for an umlaut", [joerg], pay("AU-10023", 163.27, "J.RG M..IGBRODT"), "AU-10023 163.27"),
	],
	"name-swapped-title-truncated": [
		when("surname first", [anna], pay("RE-2026-0815 Teilzahlung", 40, "HOHENSTEIN, ANNA-LENA"), "RE-2026-0815 40.00"),
		when(
			"with titles",
			[anna],
			pay("RE-2026-0815 Rate", 40, "Frau Dr. med. Anna-Lena Hohenstein"),
			"RE-2026-0815 40.00",
		),
		when(
			"cut after 27 characters",
			[union],
			pay("Rg AU-10055 a conto", 100, "Schrauben Koehler Befestigu"),
			"AU-10055 100.00",
		),
		when("an initial", [anna], pay("RE-2026-0815 Rest folgt", 40, "A. Hohenstein"), "RE-2026-0815 40.00 or review"),
		when(
			"one of two first names",
			[anna],
			pay("RE-2026-0815 erste Haelfte", 44.1, "Anna Hohenstein"),
			"RE-2026-0815 44.10",
		),
		when(
			"no number, surname first, in capitals",
			[anna, ...CROWD],
			pay("IHRE RECHNUNG VOM 02.11.", 88.2, "HOHENSTEIN ANNA LENA"),
			"RE-2026-0815 88.20",
		),
		when(
			"a legal form more",
			[union],
			pay("10055", 219.8, "Fa. Schrauben Köhler Befestigungstechnik"),
			"AU-10055 219.80",
		),
	],
	"joint-account": [
		when(
			"both with their surname",
			[joerg],
			pay("AU-10023 Teil", 80, "Joerg Muessigbrodt u. Karin Muessigbrodt"),
			"AU-10023 80.00",
		),
		when("surname once", [joerg], pay("AU-10023 Teil", 80, "Karin und Jörg Müßigbrodt"), "AU-10023 80.00"),
		when("two surnames", [anna], pay("RE-2026-0815", 88.2, "Pohl Martin / Hohenstein Anna-Lena"), "RE-2026-0815 88.20"),
		when(
			"no number",
			[joerg, ...CROWD],
			pay("Vielen Dank", 163.27, "MUESSIGBRODT JOERG ODER KARIN"),
			"AU-10023 163.27",
		),
		when(
			"an unknown other amount without a number",
			[joerg, ...CROWD],
			pay("Vielen Dank", 90, "MUESSIGBRODT JOERG ODER KARIN"),
			"not assigned",
		),
	],
	"spouse-other-first-name": [
		when(
			"H. may be both of them, of one amount",
			[buy("AU-10023", 137.43, "Henrike Ostermann"), buy("AU-10030", 137.43, "Hans Ostermann")],
			pay("Danke", 137.43, "H. Ostermann"),
			"review > AU-10023, AU-10030",
		),
		when(
			"another customer's first name, a part",
			[buy("AU-10023", 137.43, "Max Müller")],
			pay("AU-10023 Teil", 60, "Moritz Müller"),
			"review > AU-10023",
		),
		when("with the number", [joerg], pay("AU-10023", 163.27, "Karin Müßigbrodt"), "AU-10023 163.27"),
		when(
			"with the number and a part",
			[joerg],
			pay("AU-10023 Anzahlung", 80, "Karin Müßigbrodt"),
			"AU-10023 80.00 or review",
		),
		when("without a number", [joerg, ...CROWD], pay("Danke", 163.27, "Karin Muessigbrodt"), "review > AU-10023"),
		when(
			"without a number, he is named in the text",
			[joerg, ...CROWD],
			pay("Bestellung von Jörg Müßigbrodt", 163.27, "Karin Müßigbrodt"),
			"AU-10023 163.27 or review",
		),
		when("with a mistyped number", [joerg], pay("AU-10032", 163.27, "Karin Müßigbrodt"), "AU-10023 163.27 or review"),
		when(
			"her account has paid before",
			[buy("AU-10023", 163.27, "Jörg Müßigbrodt", { customerNumber: "K-88" }), ...CROWD],
			pay("Danke", 163.27, "Karin Müßigbrodt", { iban: "DE89370400440532013000" }),
			"AU-10023 163.27",
			{ known: [{ iban: "DE89370400440532013000", customerNumber: "K-88", name: "Jörg Müßigbrodt", payments: 2 }] },
		),
		when(
			"she was given as another payer",
			[buy("AU-10023", 163.27, "Jörg Müßigbrodt", { additionalNames: ["Karin Baumeister"] })],
			pay("AU-10023 Teil 1", 80, "BAUMEISTER KARIN"),
			"AU-10023 80.00",
		),
	],
	"company-pays-for-person": [
		when(
			"with the number",
			[anna],
			pay("RE-2026-0815", 88.2, "Steuerkanzlei Vogt & Partner mbB"),
			"RE-2026-0815 88.20",
		),
		when(
			"another amount",
			[anna],
			pay("RE-2026-0815", 60, "Steuerkanzlei Vogt & Partner mbB"),
			"review > RE-2026-0815",
		),
		when(
			"the surname in the company's",
			[anna],
			pay("Rechnung RE 2026 0815", 88.2, "Hohenstein Immobilien GmbH"),
			"RE-2026-0815 88.20",
		),
		when(
			"the surname in the company's, no number",
			[anna, ...CROWD],
			pay("Einkauf Nov.", 88.2, "Hohenstein Immobilien GmbH"),
			"review > RE-2026-0815",
		),
		when(
			"its account has paid before, no number",
			[buy("AU-10023", 163.27, "Jörg Müßigbrodt", { customerNumber: "K-88" }), ...CROWD],
			pay("Einkauf Nov.", 163.27, "Vogt & Partner", { iban: "AT611904300234573201" }),
			"AU-10023 163.27",
			{ known: [{ iban: "AT61 1904 3002 3457 3201", customerNumber: "K-88", payments: 5 }] },
		),
		when(
			"the customer is named in the text",
			[anna],
			pay("RE-2026-0815 f. Anna-Lena Hohenstein", 40, "Vogt & Partner mbB"),
			"RE-2026-0815 40.00 or review",
		),
	],
	"person-pays-for-company": [
		when("with the number", [union], pay("AU-10055", 219.8, "Heike Köhler"), "AU-10055 219.80"),
		when(
			"the contact of the order",
			[buy("AU-10055", 219.8, "Heike Köhler", { company: "HK Metallbau GmbH" })],
			pay("AU-10055 1. Teilbetrag", 100, "HEIKE KOEHLER"),
			"AU-10055 100.00",
		),
		when(
			"the contact, no number",
			[buy("AU-10055", 219.83, "Heike Köhlersdorf", { company: "HK Metallbau GmbH" }), ...CROWD],
			pay("Rechnung Metall", 219.83, "Koehlersdorf Heike"),
			"AU-10055 219.83",
		),
		when("a stranger to both, another amount", [union], pay("AU-10055", 100, "Renate Vogt"), "review > AU-10055"),
		when(
			"the company in the text",
			[union],
			pay("AU-10055 Schrauben Köhler Befestigungstechnik", 219.8, "Renate Vogt"),
			"AU-10055 219.80",
		),
		when(
			"the inhabitant of a one-man company",
			[buy("AU-10055", 219.83, "", { company: "Malermeister Ferdinand Zumbusch e.K." }), ...CROWD],
			pay("AU-10055 Anz.", 100, "Ferdinand Zumbusch"),
			"AU-10055 100.00",
		),
	],
	"stranger-pays": [
		when("number and amount", [joerg, ...CROWD], pay("AU-10023", 163.27, "Renate Vogt"), "AU-10023 163.27"),
		when(
			"number and amount, at a common price",
			[...CROWD],
			pay("Bestellung AU-10101", 49.9, "Renate Vogt"),
			"AU-10101 49.90",
		),
		when("less", [joerg], pay("AU-10023", 100, "Renate Vogt"), "review > AU-10023"),
		when("more", [joerg], pay("AU-10023", 165, "Renate Vogt"), "review > AU-10023"),
		when("a mistyped number", [joerg, ...CROWD], pay("AU-10029", 163.27, "Renate Vogt"), "not assigned"),
		when(
			"a present: the customer in the text",
			[joerg, ...CROWD],
			pay("Geburtstag Jörg Müßigbrodt", 163.27, "Renate Vogt"),
			"AU-10023 163.27 or review",
		),
		when(
			"a stranger who is another open order's customer",
			[joerg, buy("AU-10090", 12, "Renate Vogt")],
			pay("AU-10023", 163.27, "Renate Vogt"),
			"AU-10023 163.27",
		),
	],
	"payer-name-empty": [
		when("number and amount", [joerg], pay("AU-10023", 163.27, ""), "AU-10023 163.27"),
		when("number and another amount", [joerg], pay("AU-10023", 100, ""), "review > AU-10023"),
		when("amount only", [joerg, ...CROWD], pay("", 163.27, ""), "not assigned"),
		when(
			"customer number and amount",
			[buy("AU-10023", 163.27, "Jörg Müßigbrodt", { customerNumber: "K-70112" })],
			pay("Kd.Nr. 70112", 163.27, ""),
			"AU-10023 163.27",
		),
		when(
			"the name in the text",
			[joerg, ...CROWD],
			pay("Joerg Muessigbrodt, Bestellung", 163.27, ""),
			"AU-10023 163.27 or review",
		),
		when("a name of nothing but dots", [joerg], pay("Best. AU-10023", 163.27, "..."), "AU-10023 163.27"),
	],
};
