import type { Random } from "../random.ts";
import { writtenDay } from "../world/calendar.ts";

/** What goes into a remittance text, before banks have their way with it. */
export interface Remark {
	/** As written: "AU-10023", "10023, 10024 u.a."; empty where the payer names no number. */
	readonly numbers: string;
	readonly kind: "order" | "invoice" | "none";
	/** The day of the order or invoice. */
	readonly day: number;
	readonly customerNumber: string | null;
	readonly name: string | null;
	/** "119,00 EUR". */
	readonly amount: string;
	readonly shop: string;
}

type Template = (remark: Remark, random: Random) => string;

const ORDER: readonly Template[] = [
	({ numbers }) => numbers,
	({ numbers }) => `Bestellung ${numbers}`,
	({ numbers }) => `Bestellnummer ${numbers}`,
	({ numbers }) => `Bestell-Nr. ${numbers}`,
	({ numbers }) => `Best.Nr. ${numbers}`,
	({ numbers }) => `Bestellnr.: ${numbers}`,
	({ numbers, day }, random) => `Bestellung ${numbers} vom ${writtenDay(random, day)}`,
	({ numbers }) => `Onlinebestellung ${numbers}`,
	({ numbers }) => `Ihre Bestellung ${numbers}`,
	({ numbers, shop }) => `${shop} ${numbers}`,
	({ numbers, shop }) => `Bestellung ${numbers} bei ${shop}`,
	({ numbers }) => `Auftrag ${numbers}`,
	({ numbers }) => `Auftragsnr. ${numbers}`,
	({ numbers }) => `AuftragsNr:${numbers}`,
	({ numbers }) => `Order ${numbers}`,
	({ numbers }) => `Order No. ${numbers}`,
	({ numbers }) => `Order ID ${numbers}`,
	({ numbers }) => `Vorkasse ${numbers}`,
	({ numbers }) => `Vorgang ${numbers}`,
	({ numbers, name }) => (name === null ? numbers : `${numbers} ${name}`),
	({ numbers, name }) => (name === null ? `Zahlung ${numbers}` : `${name}, Bestellung ${numbers}`),
	({ numbers }) => `Zahlung zu Bestellung ${numbers}, vielen Dank`,
	({ numbers }) => `Hallo, anbei der Betrag fuer ${numbers} LG`,
	({ numbers }) => `Verwendungszweck: ${numbers}`,
	({ numbers }) => `Zahlungsreferenz ${numbers}`,
	({ numbers }) => `Commande ${numbers}`,
	({ numbers, customerNumber }) => (customerNumber === null ? numbers : `Best. ${numbers} Kd.Nr. ${customerNumber}`),
	({ numbers, amount }) => `Bestellung ${numbers} ueber ${amount}`,
];
const INVOICE: readonly Template[] = [
	({ numbers }) => numbers,
	({ numbers }) => `Rechnung ${numbers}`,
	({ numbers }) => `Rechnungsnummer ${numbers}`,
	({ numbers }) => `Rechnungs-Nr. ${numbers}`,
	({ numbers }) => `Rg.Nr. ${numbers}`,
	({ numbers }) => `RE-NR ${numbers}`,
	({ numbers }) => `RNr. ${numbers}`,
	({ numbers }) => `Re. ${numbers}`,
	({ numbers, day }, random) => `Rechnung ${numbers} vom ${writtenDay(random, day)}`,
	({ numbers, day }, random) => `RE ${numbers} v. ${writtenDay(random, day)}`,
	({ numbers, customerNumber }) => (customerNumber === null ? `Rg ${numbers}` : `Rg ${numbers} KdNr ${customerNumber}`),
	({ numbers, customerNumber }) =>
		customerNumber === null ? `Rechnung ${numbers}` : `KD-NR ${customerNumber} RE-NR ${numbers}`,
	({ numbers, shop }) => `${shop} Rechnung ${numbers}`,
	({ numbers, name }) => (name === null ? `Rechnung ${numbers}` : `${name} Rechnung ${numbers}`),
	({ numbers }) => `Ihre Rechnung Nr. ${numbers} dankend erhalten`,
	({ numbers }) => `Invoice ${numbers}`,
	({ numbers }) => `Facture ${numbers}`,
	({ numbers }) => `Begleichung Rechnung ${numbers}`,
	({ numbers, amount }) => `Rechnungsbetrag ${amount} Rg. ${numbers}`,
	({ numbers }) => `RECHNUNG:${numbers}`,
];
const NONE: readonly Template[] = [
	() => "Rechnung",
	() => "Bestellung",
	() => "Onlinebestellung",
	() => "Danke",
	() => "",
	({ shop }) => `Bestellung bei ${shop}`,
	({ shop }) => shop,
	({ name }) => name ?? "Ware",
	({ day }, random) => `Bestellung vom ${writtenDay(random, day)}`,
	({ day }, random) => `Rechnung vom ${writtenDay(random, day)}`,
	({ name }) => (name === null ? "Vorkasse" : `Vorkasse ${name}`),
	() => "Vielen Dank fuer die schnelle Lieferung",
	() => "Zahlung wie besprochen",
	({ amount }) => `Ihr Angebot ${amount}`,
];

export function writeRemark(random: Random, remark: Remark): string {
	const list = remark.kind === "none" ? NONE : remark.kind === "order" ? ORDER : INVOICE;
	return random.pick(list)(remark, random);
}

/** Digits that are no reference: dates, telephones, postcodes, article, delivery note and customer numbers, other amounts. */
export function confounder(random: Random, { customerNumber, day }: Remark, postcode: string, city: string): string {
	switch (
		random.weighted({
			date: 4,
			phone: 2,
			address: 2,
			customer: 4,
			delivery: 2,
			article: 1.5,
			offer: 1,
			time: 0.5,
			quantity: 1,
		})
	) {
		case "date":
			return random.pick(["vom ", "bestellt am ", "Datum ", ""]) + writtenDay(random, day - random.int(0, 3));
		case "phone":
			return `${random.pick(["Tel. ", "Tel ", "Handy "])}0${random.digits(3)}${random.pick(["/", " ", "-", ""])}${random.digits(7)}`;
		case "address":
			return `${postcode} ${city}`;
		case "customer":
			return `${random.pick(["Kundennr. ", "Kd-Nr ", "KdNr. ", "Kunden-Nr.: ", "Kunde "])}${customerNumber ?? random.digits(5)}`;
		case "delivery":
			return `${random.pick(["LS ", "Lieferschein ", "Lieferschein-Nr. "])}${random.digits(random.int(5, 6))}`;
		case "article":
			return `${random.pick(["Art. ", "Artikelnr. ", "Art.Nr. "])}${random.digits(random.int(4, 7))}`;
		case "offer":
			return `Angebot ${random.digits(5)}`;
		case "time":
			return `${random.int(6, 23)}:${random.digits(2).replace(/^[6-9]/, "3")} Uhr`;
		case "quantity":
			return `${random.int(2, 20)} Stk`;
	}
}
