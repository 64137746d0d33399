import { buy, CROWD, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 119, "Max Müller", { customerNumber: "70112" });
const rest = buy("AU-10023", 119, "Max Müller", { open: 69.5 });
const swiss = buy("INV-88213", 412.5, "Giulia Bernasconi");
const iban = "DE89370400440532013000";
const eur = (minor: number) => ({ minor, currency: "EUR" });

/** The number is there, and too little or too much was paid. */
export const AMOUNTS: Scenarios = {
	"partial-first": [
		when("a first instalment", [max], pay("AU-10023 1. Rate", 40, "Max Mueller"), "AU-10023 40.00"),
		when("half of it", [max], pay("Anzahlung 50% Bestellung AU-10023", 59.5, "MUELLER, MAX"), "AU-10023 59.50"),
		when("the number's digits alone", [max], pay("Teilzahlung Best. 10023", 50, "Max Müller"), "AU-10023 50.00"),
		when("by the customer's number", [max], pay("AU-10023 Kd-Nr. 70112 Teil", 40, "Renate Vogt"), "AU-10023 40.00"),
		when(
			"by an account that is known",
			[max],
			pay("AU-10023 Rate 1/3", 40, "Renate Vogt", { iban }),
			"AU-10023 40.00",
			{
				known: [{ iban, customerNumber: "70112", payments: 2 }],
			},
		),
		when("by a stranger", [max, ...CROWD], pay("AU-10023 1. Rate", 40, "Renate Vogt"), "review > AU-10023"),
		when(
			"the part is exactly another order of the payer",
			[max, buy("AU-10044", 40, "Max Müller")],
			pay("AU-10023", 40, "Max Mueller"),
			"review > AU-10023, AU-10044",
		),
	],
	"partial-rest": [
		when("exactly the rest", [rest], pay("AU-10023 Restzahlung", 69.5, "Max Mueller"), "AU-10023 69.50"),
		when(
			"exactly the rest, by a stranger",
			[rest, ...CROWD],
			pay("Rest AU-10023", 69.5, "Renate Vogt"),
			"AU-10023 69.50",
		),
		when("less than the rest", [rest], pay("AU-10023 2. Rate", 30, "Max Mueller"), "AU-10023 30.00"),
		when(
			"no number, exactly the rest",
			[buy("AU-10023", 219, "Henrike Ostermann", { open: 87.13 }), ...CROWD],
			pay("Restbetrag wie besprochen", 87.13, "Henrike Ostermann"),
			"AU-10023 87.13 or review",
		),
		when(
			"the whole amount once more",
			[buy("AU-10023", 119, "Max Müller", { open: 19 })],
			pay("AU-10023", 119, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"the rest, rounded up",
			[rest],
			pay("Rest AU-10023", 70, "Max Müller"),
			"AU-10023 69.50, AU-10023 0.50 surplus",
		),
	],
	"two-transfers-one-order": [
		when("the first of two", [max], pay("AU-10023 Teil 1 von 2", 60, "Max Mueller"), "AU-10023 60.00"),
		when(
			"the second of two",
			[buy("AU-10023", 119, "Max Müller", { open: 59 })],
			pay("AU-10023 Teil 2 von 2", 59, "Max Mueller"),
			"AU-10023 59.00",
		),
		when(
			"the second, by the spouse",
			[buy("AU-10023", 119, "Max Müller", { open: 59 })],
			pay("AU-10023 2/2", 59, "Erika Mueller"),
			"AU-10023 59.00",
		),
		when(
			"a daily limit",
			[buy("AU-10023", 6500, "Max Müller")],
			pay("AU-10023 wg. Tageslimit in 2 Teilen", 5000, "Max Müller"),
			"AU-10023 5000.00",
		),
		when(
			"the first, no number",
			[buy("AU-10023", 119, "Henrike Ostermann"), ...CROWD],
			pay("Teil 1", 60, "Henrike Ostermann"),
			"review > AU-10023",
		),
		when(
			"the second is too much by a cent",
			[buy("AU-10023", 119, "Max Müller", { open: 59 })],
			pay("AU-10023 Teil 2", 59.01, "Max Müller"),
			"AU-10023 59.00, AU-10023 0.01 surplus",
		),
	],
	"overpaid-rounded": [
		when(
			"to the next euro",
			[buy("AU-10023", 118.6, "Max Müller")],
			pay("AU-10023", 119, "MUELLER, MAX"),
			"AU-10023 118.60, AU-10023 0.40 surplus",
		),
		when(
			"to the next ten",
			[max],
			pay("AU-10023 passt so", 120, "Max Mueller"),
			"AU-10023 119.00, AU-10023 1.00 surplus",
		),
		when("by a stranger", [max, ...CROWD], pay("AU-10023", 120, "Renate Vogt"), "review > AU-10023"),
		when(
			"no number",
			[buy("AU-10023", 118.6, "Henrike Ostermann"), ...CROWD],
			pay("Danke, Rest ist Trinkgeld", 120, "Henrike Ostermann"),
			"review > AU-10023",
		),
		when("more than twice", [max], pay("AU-10023", 300, "Max Mueller"), "review > AU-10023"),
		when(
			"a digit swapped",
			[buy("AU-10023", 145.9, "Max Müller")],
			pay("AU-10023", 154.9, "Max Müller"),
			"AU-10023 145.90, AU-10023 9.00 surplus or review",
		),
	],
	"overpaid-shipping": [
		when(
			"with its amount in the text",
			[max],
			pay("AU-10023 zzgl. Versand 4,90", 123.9, "Max Mueller"),
			"AU-10023 119.00, AU-10023 4.90 surplus",
		),
		when(
			"without a word",
			[max],
			pay("Bestellung AU-10023", 124.95, "Max Müller"),
			"AU-10023 119.00, AU-10023 5.95 surplus",
		),
		when(
			"a reminder's fee",
			[max],
			pay("AU-10023 inkl. Mahngebuehr", 124, "Max Müller"),
			"AU-10023 119.00, AU-10023 5.00 surplus",
		),
		when(
			"by a company that is not the customer",
			[max],
			pay("AU-10023 inkl. Porto", 123.9, "Vogt & Partner mbB"),
			"review > AU-10023",
		),
		when(
			"what is over is exactly another order of the payer",
			[max, buy("AU-10044", 4.9, "Max Müller")],
			pay("AU-10023", 123.9, "Max Mueller"),
			"review > AU-10023 + AU-10044",
		),
		when(
			"customer's number, name unnamed",
			[max],
			pay("AU-10023 Kunde 70112 + Versand", 123.9, ""),
			"AU-10023 119.00, AU-10023 4.90 surplus",
		),
	],
	"underpaid-bank-fee": [
		when(
			"no setting: what came is booked, the rest stays open",
			[swiss],
			pay("INV-88213", 402.5, "BERNASCONI GIULIA"),
			"INV-88213 402.50",
		),
		when(
			"charges by setting",
			[swiss],
			pay("INV-88213 /CHGS/EUR10,00/", 402.5, "BERNASCONI GIULIA"),
			"INV-88213 402.50, INV-88213 10.00 charges",
			{ policy: { charges: eur(1_500) } },
		),
		when("more than the setting allows", [swiss], pay("INV-88213", 392.5, "Giulia Bernasconi"), "INV-88213 392.50", {
			policy: { charges: eur(1_500) },
		}),
		when("by a stranger, no setting", [swiss, ...CROWD], pay("INV-88213", 402.5, "Renate Vogt"), "review > INV-88213"),
		when(
			"a small order is not settled by charges alone",
			[buy("INV-88213", 12.9, "Giulia Bernasconi")],
			pay("INV-88213", 2.9, "Giulia Bernasconi"),
			"INV-88213 2.90 or review",
			{ policy: { charges: eur(1_500) } },
		),
		when("exact, with a setting", [swiss], pay("INV-88213", 412.5, "Giulia Bernasconi"), "INV-88213 412.50", {
			policy: { charges: eur(1_500) },
		}),
		when(
			"no number, name and all but the charges",
			[swiss, ...CROWD],
			pay("Merci", 402.5, "Giulia Bernasconi"),
			"review > INV-88213",
			{ policy: { charges: eur(1_500) } },
		),
	],
	"underpaid-cents": [
		when(
			"no setting: what came is booked",
			[buy("AU-10023", 119.04, "Max Müller")],
			pay("AU-10023", 119, "Max Mueller"),
			"AU-10023 119.00",
		),
		when(
			"within the tolerance",
			[buy("AU-10023", 119.04, "Max Müller")],
			pay("AU-10023", 119, "Max Mueller"),
			"AU-10023 119.00, AU-10023 0.04 tolerance",
			{ policy: { tolerance: { amount: eur(50) } } },
		),
		when(
			"within the percentage",
			[buy("AU-10023", 119.04, "Max Müller")],
			pay("AU-10023", 119, "Max Mueller"),
			"AU-10023 119.00, AU-10023 0.04 tolerance",
			{ policy: { tolerance: { percent: 1 } } },
		),
		when(
			"within the percentage, beyond the amount",
			[buy("AU-10023", 119.9, "Max Müller")],
			pay("AU-10023", 119, "Max Mueller"),
			"AU-10023 119.00",
			{ policy: { tolerance: { amount: eur(50), percent: 1 } } },
		),
		when(
			"beyond the percentage, within the amount",
			[buy("AU-10023", 10.4, "Max Müller")],
			pay("AU-10023", 10, "Max Mueller"),
			"AU-10023 10.00",
			{ policy: { tolerance: { amount: eur(50), percent: 1 } } },
		),
		when(
			"by a stranger, no setting",
			[buy("AU-10023", 119.04, "Max Müller"), ...CROWD],
			pay("AU-10023", 119, "Renate Vogt"),
			"review > AU-10023",
		),
		when(
			"by a stranger, within the tolerance",
			[buy("AU-10023", 119.04, "Max Müller"), ...CROWD],
			pay("AU-10023", 119, "Renate Vogt"),
			"AU-10023 119.00, AU-10023 0.04 tolerance or review",
			{ policy: { tolerance: { amount: eur(50) } } },
		),
		when(
			"within the tolerance, but exactly another order of the payer",
			[buy("AU-10023", 119.04, "Max Müller"), buy("AU-10044", 119, "Max Müller")],
			pay("AU-10023", 119, "Max Mueller"),
			"review > AU-10023, AU-10044",
			{ policy: { tolerance: { amount: eur(50) } } },
		),
		when(
			"a cent, in Switzerland rounded to five",
			[buy("AU-10023", 88.22, "Max Müller", { currency: "CHF" })],
			pay("AU-10023", 88.2, "Max Mueller", { currency: "CHF" }),
			"AU-10023 88.20, AU-10023 0.02 tolerance",
			{ policy: { tolerance: { amount: { minor: 5, currency: "CHF" } } } },
		),
	],
};
