import { buy, CROWD, pay, type Scenarios, when, whenever } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const shop = [max, ...CROWD];
const mueller = [137.43, "Max Mueller"] as const;
const paid = "AU-10023 137.43";

const PROVIDERS = [
	"Adyen N.V.",
	"Billie GmbH",
	"Checkout Ltd",
	"Datatrans AG",
	"GoCardless Ltd",
	"Mondu Capital",
	"PAYONE GmbH",
	"Payrexx AG",
	"PayPal Pte Ltd",
	"Ratepay GmbH",
	"Riverty GmbH",
	"SIX Payment Services",
	"Sofort GmbH",
	"Trustly Group AB",
	"Unzer E-Com GmbH",
	"Viva Wallet",
	"VR Payment GmbH",
	"Wallee AG",
	"Worldline Sweden AB",
];
const MARKETPLACES = [
	"Avocadostore GmbH",
	"Bol.com",
	"Cdiscount",
	"CHECK24 Shopping GmbH",
	"Galaxus Deutschland GmbH",
	"hood.de",
	"ManoMano",
	"MediaMarktSaturn Marketplace",
	"Zalando SE",
	"DPD Deutschland GmbH",
	"Hermes Germany GmbH",
	"GLS Germany GmbH & Co. OHG",
];

/** What words and payers by themselves say: what they call is no payment, or only sounds so. */
export const BANK_WORDS: Scenarios = {
	"bounced-refund": [
		...whenever(
			[
				"Rückzahlung AU-10023",
				"Widerruf AU-10023 Rueckerstattung",
				"UEBERWEISUNG KONNTE NICHT AUSGEFUEHRT WERDEN AU-10023",
				"SEPA-Rueckgabe AU-10023",
				"RETURN AC01 AU-10023",
				"RÜCKGABE WEGEN AC01 IBAN FALSCH AU-10023",
				"AU-10023 RUECKRUF",
				"Zurueckweisung Zahlung AU-10023",
				"Rückl. AU-10023 Empfänger unbekannt",
				"Rückleitung Überweisung AU-10023",
				"Refund AU-10023",
				"return ac01 au-10023",
				"SEPA-Ueberweisung Rueckueb\nerweisung AU-10023",
				"Gutschrift aus Rueckl\nastschrift AU-10023",
				"RUECK-\nUEBERWEISUNG AU-10023",
				"Rück überweisung AU-10023",
			],
			[max],
			mueller,
			"not assigned",
		),
		...whenever(
			["AU-10023 Ruecksendung folgt nicht", "AU-10023 keine Retoure diesmal", "Gutschein und AU-10023"],
			[max],
			mueller,
			"AU-10023 137.43 or review",
		),
	],
	"direct-debit-return": [
		...whenever(
			["Lastschriftwiderspruch AU-10023", "RUECKLASTSCHR. AU-10023 AM04", "Lastschriftrueckgabe AU-10023 Widerspruch"],
			[max],
			[-137.43, "Max Mueller"],
			"not assigned",
		),
	],
	"psp-payout": PROVIDERS.map((payer) => when(payer, shop, pay("Auszahlung AU-10023", 137.43, payer), "not assigned")),
	"marketplace-payout": MARKETPLACES.map((payer) =>
		when(payer, shop, pay("Auszahlung AU-10023", 137.43, payer), "not assigned"),
	),
	"supplier-credit-colliding-number": [
		when(
			"a returned purchase, exactly an order's amount",
			shop,
			pay("Retourengutschrift AU-10023", 137.43, "Zulieferer AG"),
			"not assigned",
		),
		when("a landlord's deposit", shop, pay("Kaution Rueckzahlung 10023", 137.43, "Wohnbau AG"), "not assigned"),
		when("an affiliate's commission", shop, pay("Provision 10023 Oktober", 88.1, "Awin AG"), "not assigned"),
		when("a supplier who buys", shop, pay("Ihre Rechnung AU-10023", 137.43, "Zulieferer AG"), paid),
	],
	"insurance-tax-credit": [
		when(
			"corporation tax, exactly an order's amount",
			shop,
			pay("KST-ERSTATTUNG 10023", 137.43, "Finanzamt Koeln-Sued"),
			"not assigned",
		),
		when(
			"child benefit",
			shop,
			pay("KINDERGELD KG-NR 10023", 255, "Bundesagentur fuer Arbeit - Familienkasse"),
			"not assigned",
		),
		when("a seizure", shop, pay("Pfaendung Drittschuldner 10023", 20, "Gerichtskasse Koeln"), "not assigned"),
		when("a town that buys", shop, pay("Kassenzeichen 4711.0815 RG AU-10023", 137.43, "Stadt Koeln, Stadtkasse"), paid),
		when(
			"a health insurer that buys",
			shop,
			pay("Rechnung AU-10023 vom 01.11.2026", 137.43, "AOK Rheinland/Hamburg"),
			paid,
		),
	],
	"rent-salary-fees": [
		...whenever(
			[
				"Miete Zelt AU-10023",
				"Zinsen AU-10023 spaet bezahlt, sorry",
				"Gehaltstasche AU-10023",
				"Lohnsteuer Tabelle Bestellung AU-10023",
				"Buch Mietvertrag AU-10023",
			],
			[max],
			mueller,
			paid,
		),
		when(
			"by the merchant's rule: the account",
			[max],
			pay("AU-10023", 137.43, "Max Mueller", { iban: "DE89370400440532013000" }),
			"not assigned",
			{
				policy: { ignore: [{ iban: "DE89 3704 0044 0532 0130 00" }] },
			},
		),
		when("by the merchant's rule: the name", [max], pay("AU-10023", 137.43, "MUELLER, MAX"), "not assigned", {
			policy: { ignore: [{ name: "max müller" }] },
		}),
		when(
			"by the merchant's rule: words",
			[max],
			pay("Stromabschlag AU-10023 Rest", 137.43, "Max Mueller"),
			"not assigned",
			{ policy: { ignore: [{ words: ["stromabschlag", "rest"] }] } },
		),
		when(
			"by the merchant's rule: a pattern",
			[max],
			pay("Abr. 11/26 AU-10023", 137.43, "Max Mueller"),
			"not assigned",
			{ policy: { ignore: [{ pattern: "abr\\. \\d+/\\d+" }] } },
		),
		when("by the merchant's rule: the amount", [max], pay("AU-10023", 137.43, "Max Mueller"), "not assigned", {
			policy: { ignore: [{ amount: { minor: 13_743, currency: "EUR" } }] },
		}),
		when(
			"by the merchant's rule: a pattern, over two lines",
			[max],
			pay("Abr.\n11/26 AU-10023", 137.43, "Max Mueller"),
			"not assigned",
			{ policy: { ignore: [{ pattern: "abr\\. \\d+/\\d+" }] } },
		),
		when("a rule that holds in part only", [max], pay("AU-10023", 137.43, "Max Mueller"), paid, {
			policy: { ignore: [{ name: "max müller", words: ["miete"] }] },
		}),
	],
	"own-transfer": whenever(
		["AU-10023 Uebertrag vom Zweitkonto", "Umbuchung fuer AU-10023"],
		[max],
		mueller,
		"AU-10023 137.43 or review",
	),
	"company-pays-for-person": [
		when(
			"an insolvency's share",
			[max],
			pay("Quote Insolvenzverfahren Max Mueller AU-10023", 5.21, "RA Dr. Vogt als Insolvenzverwalter"),
			"AU-10023 5.21 or review",
		),
		when(
			"a debt collector, in full",
			[max],
			pay("Inkassovorgang 881234 AU-10023 Mueller", 137.43, "Creditreform Koeln"),
			paid,
		),
		when(
			"a debt collector, less his fee",
			[max],
			pay("Inkassovorgang 881234 AU-10023 Mueller", 120, "Creditreform Koeln"),
			"review > AU-10023",
		),
	],
};
