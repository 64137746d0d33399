/** One payment of a made-up shop's account, always the same for a number. */
export interface SamplePosting {
	readonly minor: number;
	readonly day: string;
	readonly name: string;
	readonly iban: string;
	readonly bic: string;
	readonly text: string;
	readonly endToEndId: string;
}

export function samplePosting(number: number): SamplePosting {
	const order = 100_000 + number;
	const day = String(1 + (Math.floor(number / 3000) % 28)).padStart(2, "0");
	return {
		// One in nine goes out: refunds, suppliers.
		minor: (number % 9 === 4 ? -1 : 1) * (499 + ((number * 7919) % 48_000)),
		day: `2026-10-${day}`,
		name: `${pick(FIRST, number)} ${pick(LAST, Math.floor(number / 7))}`,
		iban: `DE${String(10 + (number % 88))}${pick(BANK_CODES, number)}${String(1_000_000_000 + number * 31).slice(-10)}`,
		bic: pick(BICS, number),
		text: pick(TEXTS, number).replaceAll("#", String(order)),
		endToEndId: number % 3 === 0 ? "NOTPROVIDED" : `SHOP-${order}-${number % 97}`,
	};
}

function pick(list: readonly string[], number: number): string {
	return list[number % list.length] ?? "";
}

const FIRST = [
	"Erika",
	"Jörg",
	"Anna-Lena",
	"Mehmet",
	"Sophie",
	"Karl-Heinz",
	"Olga",
	"Tim",
	"Fatima",
	"Günther",
	"Eva",
];
const LAST = ["Mustermann", "Krüger", "Yılmaz", "Schäfer", "von der Heide", "Nowak", "Groß", "Li", "Öztürk", "Meier"];
const BANK_CODES = ["37040044", "50010517", "10050000", "70150000", "43060967"];
const BICS = ["COBADEFFXXX", "INGDDEFFXXX", "BELADEBEXXX", "SSKMDEMMXXX", "GENODEM1GLS"];
const TEXTS = [
	"Bestellung # vom 02.10.2026",
	"RE-2026-# Kundennummer 4711",
	"Rechnung Nr. # Danke fuer die schnelle Lieferung, gerne wieder!",
	"#",
	"Order # / Shop.example Auftrag # Zahlung per Vorkasse, bitte Rechnung an die Firma schicken",
];
