import { buy, CROWD, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const plain = buy("10023", 137.43, "Max Müller");
const shop = [max, ...CROWD];

/** What came in is no payment of an order, however much it looks like one. */
export const NOT_A_PAYMENT: Scenarios = {
	"psp-payout": [
		when(
			"Stripe, a number like ours",
			[plain],
			pay("STRIPE PAYOUT 10023", 137.43, "Stripe Payments Europe Ltd"),
			"not assigned",
		),
		when(
			"PayPal, the amount of an order",
			shop,
			pay("PP.1234.PP . SHOP, Ihr Einkauf bei Shop", 137.43, "PayPal Europe S.a.r.l. et Cie S.C.A"),
			"not assigned",
		),
		when(
			"PayPal: a customer's name in the text",
			shop,
			pay("1029384756 PAYPAL ABBUCHUNG Max Mueller AU-10023", 137.43, "PayPal (Europe) S.à r.l."),
			"not assigned",
		),
		when(
			"Klarna",
			shop,
			pay("Klarna Auszahlung Nr. 10023 PAYMENT REF 88291", 2312.77, "KLARNA BANK AB (PUBL)"),
			"not assigned",
		),
		when(
			"Mollie, all the numbers",
			[max, buy("AU-10024", 50, "Ines Falk")],
			pay("Mollie Settlement AU-10023 AU-10024", 187.43, "Stg Mollie Payments"),
			"not assigned",
		),
		when("SumUp", shop, pay("SUMUP PID 10023 PAYOUT", 49.9, "SumUp Limited"), "not assigned"),
		when(
			"a customer whose name has such a word",
			[buy("AU-10023", 137.43, "Jan Stripel", { company: "Adyenhof Gärtnerei" })],
			pay("AU-10023", 137.43, "Adyenhof Gaertnerei"),
			"AU-10023 137.43",
		),
	],
	"marketplace-payout": [
		when(
			"Amazon",
			shop,
			pay("304-1234567-0010023 AMZN Auszahlung", 5432.1, "AMAZON PAYMENTS EUROPE S.C.A."),
			"not assigned",
		),
		when(
			"eBay, the amount of an order",
			shop,
			pay("P.4910023882 EBAY AUSZAHLUNG", 137.43, "eBay S.a.r.l."),
			"not assigned",
		),
		when(
			"Kaufland",
			shop,
			pay("Kaufland.de Marketplace 10023 KW 44", 119, "Kaufland Marketplace GmbH"),
			"not assigned",
		),
		when("Etsy by way of Adyen", [plain], pay("ETSY DEPOSIT 10023", 137.43, "Etsy Ireland UC"), "not assigned"),
		when("Otto", shop, pay("OTTO Payments AU-10023 Abrechnung 11/2026", 137.43, "OTTO Payments GmbH"), "not assigned"),
		when(
			"a carrier's cash on delivery",
			[buy("AU-10023", 137.43, "Max Müller", { paymentCode: "cashOnDelivery" })],
			pay("DHL NACHNAHME AU-10023", 137.43, "DHL Paket GmbH"),
			"not assigned",
		),
		when(
			"a customer called Otto",
			[buy("AU-10023", 137.43, "Otto Ebayer")],
			pay("AU-10023", 137.43, "Otto Ebayer"),
			"AU-10023 137.43",
		),
	],
	"supplier-credit-colliding-number": [
		when(
			"another amount",
			[plain, ...CROWD],
			pay("Gutschrift 10023 zu Ihrer Reklamation", 54.2, "Adolf Wuerth GmbH & Co. KG"),
			"not assigned",
		),
		when(
			"with their customer number for us",
			[plain, ...CROWD],
			pay("Ihre KdNr 10023 Bonus Q3", 220, "Brenntag SE"),
			"not assigned",
		),
		when(
			"a number like ours, a common amount",
			[buy("AU-10115", 19.9, "Max Müller"), buy("AU-10116", 19.9, "Ines Falk")],
			pay("Guthaben Beleg 10115", 19.9, "Vodafone GmbH"),
			"not assigned",
		),
		when(
			"electricity",
			[plain, ...CROWD],
			pay("Guthaben Jahresabrechnung Vertragskonto 10023", 88.41, "Stadtwerke Koeln GmbH"),
			"not assigned",
		),
		when(
			"a refund of something we bought, with nearly our number",
			[max],
			pay("Erstattung Ihrer Bestellung 10029", 137.43, "Conrad Electronic SE"),
			"not assigned",
		),
	],
	"insurance-tax-credit": [
		when(
			"income tax",
			[plain, ...CROWD],
			pay("STEUERERSTATTUNG STNR 215/10023/0815 EST 2025", 1437.22, "Finanzamt Koeln-Sued"),
			"not assigned",
		),
		when(
			"value added tax, the amount of an order",
			shop,
			pay("UMSATZST. SEP.26 STEUERNR 215 5010 0234", 137.43, "FINANZKASSE KOELN"),
			"not assigned",
		),
		when(
			"sick pay",
			[plain, ...CROWD],
			pay("AAG-ERSTATTUNG U1 BETRIEBSNR 10023456", 812.4, "AOK Rheinland/Hamburg"),
			"not assigned",
		),
		when(
			"an insurer",
			[plain, ...CROWD],
			pay("Schaden-Nr. 10023 Regulierung", 950, "Allianz Versicherungs-AG"),
			"not assigned",
		),
		when(
			"an insurer, exactly an order's amount",
			[plain, ...CROWD],
			pay("VERS.NR. 10023 BEITRAGSRUECKERSTATTUNG", 137.43, "HUK-COBURG"),
			"not assigned",
		),
	],
	"rent-salary-fees": [
		when(
			"salary",
			shop,
			pay("Gehalt November 10023", 2412.33, "Muster GmbH", { transactionCode: "153" }),
			"not assigned",
		),
		when("wages in words, an order's amount", shop, pay("LOHN/GEHALT 11/26", 137.43, "Max Müller"), "not assigned"),
		when(
			"rent",
			shop,
			pay("Miete 11.2026 Hauptstr. 17", 650, "Renate Vogt", { transactionCode: "152" }),
			"not assigned",
		),
		when("a deposit", [plain, ...CROWD], pay("Kaution Lager Stellplatz 10023", 300, "Renate Vogt"), "not assigned"),
		when("account fees", shop, pay("Entgeltabschluss 11/2026", -9.9, "", { transactionCode: "805" }), "not assigned"),
		when("interest", shop, pay("Habenzinsen", 1.23, "", { transactionCode: "814" }), "not assigned"),
	],
	"own-transfer": [
		when(
			"from savings",
			[buy("AU-10023", 1000, "Max Müller"), ...CROWD],
			pay("Umbuchung Tagesgeld", 1000, "Muster Versand GmbH"),
			"not assigned",
		),
		when(
			"in words of the bank",
			[buy("AU-10023", 1000, "Max Müller")],
			pay("Übertrag von 10023", 1000, "Muster Versand GmbH", { transactionCode: "177" }),
			"not assigned",
		),
		when("cash pooling", shop, pay("CASH POOLING UEBERTRAG 05.11.", 137.43, "Muster Versand GmbH"), "not assigned"),
		when(
			"to savings",
			shop,
			pay("Umbuchung AU-10023", -137.43, "Muster Versand GmbH", { transactionCode: "177" }),
			"not assigned",
		),
		when(
			"the owner puts money in",
			[buy("AU-10023", 1000, "Ines Falk"), ...CROWD],
			pay("Privateinlage", 1000, "Jonas Muster"),
			"not assigned",
		),
	],
	"donation-foreign-customer": [
		when("a donation", shop, pay("Spende Tierheim", 50, "Renate Vogt", { transactionCode: "169" }), "not assigned"),
		when(
			"a donation with digits like ours",
			[plain, ...CROWD],
			pay("SPENDE MITGLIED 10023", 20, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a Polish customer",
			[buy("AU-10023", 137.43, "Łukasz Wójcik")],
			pay("ZAMOWIENIE AU-10023", 137.43, "LUKASZ WOJCIK UL DLUGA 5"),
			"AU-10023 137.43",
		),
		when(
			"a Norwegian customer, a part",
			[buy("AU-10023", 137.43, "Åse Ødegård")],
			pay("AU-10023 del 1", 60, "ASE ODEGARD"),
			"AU-10023 60.00",
		),
		when(
			"a French customer",
			[buy("AU-10023", 137.43, "François Lefèvre")],
			pay("VIREMENT COMMANDE N 10023", 137.43, "M LEFEVRE FRANCOIS"),
			"AU-10023 137.43",
		),
		when(
			"an Italian customer without a number",
			[buy("AU-10023", 137.43, "Giulia Bernasconi"), ...CROWD],
			pay("Bonifico ordine online", 137.43, "BERNASCONI GIULIA"),
			"AU-10023 137.43",
		),
		when(
			"a Czech company",
			[buy("AU-10023", 137.43, "", { company: "Dřevo Hruška s.r.o." })],
			pay("FAKTURA AU-10023", 137.43, "DREVO HRUSKA S.R.O."),
			"AU-10023 137.43",
		),
	],
	"cash-deposit-without-name": [
		when(
			"with the number",
			shop,
			pay("BAREINZAHLUNG AU-10023", 137.43, "", { transactionCode: "082" }),
			"AU-10023 137.43",
		),
		when(
			"the shop's takings",
			shop,
			pay("SB-EINZAHLUNG 05.11. 16:42 KARTE 10023", 137.43, "", { transactionCode: "082" }),
			"not assigned",
		),
		when("the amount of an order alone", shop, pay("Einzahlung", 137.43, ""), "not assigned"),
		when("a part, with the number", shop, pay("Bareinzahlung AU-10023", 100, ""), "review > AU-10023"),
		when("with number and name", shop, pay("Einzahlung Max Mueller Rg AU-10023", 137.43, ""), "AU-10023 137.43"),
		when("the name alone", shop, pay("Bareinzahlung Max Mueller", 137.43, ""), "AU-10023 137.43 or review"),
	],
};
