import type { Order } from "@kontor/connector";
import { sampleOrder } from "./sample-order.ts";

/** An order, and what its buyer's bank says of the payment. */
export interface Trade {
	readonly order: Order;
	readonly payment: Payment;
}

interface Payment {
	/** Signed, in cents. */
	readonly minor: number;
	readonly name: string;
	readonly iban: string;
	readonly code: string;
	readonly text: string;
}

const FIRST = "Erika Jonas Mia Emil Lina Paul Greta Oskar Ida Anton Frieda Karl Marta Hugo Klara Felix".split(" ");
const LAST =
	"Muster Albrecht Brandt Conrad Dietrich Ebert Fuchs Graf Hahn Ihle Jansen Kern Lorenz Maurer Noll Otto Pohl Reich Sauer Thiel Ulrich Vogt Wirth Zander".split(
		" ",
	);
const STREETS = "Hafen Garten Berg Bach Wald Markt Linden Schul Kirch Mühlen".split(" ");

/**
 * The n-th trade: of a hundred payments about ninety name their order in one of the usual ways and pay it exactly; the
 * others pay a part or too much, name no order or one that nobody knows, or are no payments.
 */
export function sampleTrade(n: number): Trade {
	const seed = (n * 2_654_435_761) % 4_294_967_296;
	const name = `${FIRST[seed % FIRST.length]} ${STREETS[n % STREETS.length]}${LAST[(seed >>> 8) % LAST.length]?.toLowerCase()}`;
	const minor = 990 + (seed % 60_000);
	const number = `${100_000 + n}`;
	const order = sampleOrder(`p${n}`, 1);
	return {
		order: {
			...order,
			number,
			amount: { minor, currency: "EUR" },
			customer: { ...order.customer, number: `K${200_000 + n}`, name, billing: { ...order.customer.billing, name } },
			invoice: { number: `RE-${number}`, date: "2026-11-02" },
			paymentTerms: [],
		},
		payment: { ...paymentOf(n % 100, { number, minor }), name, iban: ibanOf(n) },
	};
}

function paymentOf(kind: number, { number, minor }: { number: string; minor: number }) {
	const paid = (text: string, amount = minor) => ({ text, minor: amount, code: "166" });
	if (kind < 40) return paid(`Bestellung ${number}`);
	if (kind < 60) return paid(`RE-${number} vielen Dank`);
	if (kind < 75) return paid(`Bestellnr. ${number} vom 02.11.2026`);
	if (kind < 90) return paid(`Rechnung RE ${number} Kd-Nr K${Number(number) + 100_000}`);
	if (kind < 92) return paid(`Anzahlung ${number}`, Math.floor(minor / 2));
	if (kind < 93) return paid(`Bestellung ${number}`, minor + 500);
	if (kind < 95) return paid("Vielen Dank");
	if (kind < 97) return paid(`Bestellung ${Number(number) + 5_000_000}`);
	return kind < 99
		? { text: "Miete November", minor: -minor, code: "177" }
		: { text: "Gehalt", minor: 250_000, code: "153" };
}

/** A German account number with its check digits (ISO 7064, mod 97-10). */
function ibanOf(n: number): string {
	const account = `12030000${String(n).padStart(10, "0")}`;
	return `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, "0")}${account}`;
}

/** One day's MT940 statement, as a German bank writes it. */
export function statementOf(payments: readonly Payment[], day: string, opening: number): string {
	const date = day.slice(2).replaceAll("-", "");
	const closing = payments.reduce((sum, { minor }) => sum + minor, opening);
	const lines = payments.flatMap(({ minor, name, iban, code, text }) => [
		`:61:${date}${date.slice(2)}${minor < 0 ? "D" : "C"}R${decimal(minor)}NTRFNONREF`,
		`:86:${code}?00UEBERWEISUNG?109310?20SVWZ+${text.slice(0, 22)}?21${text.slice(22)}?30BYLADEM1001`,
		`?31${iban}?32${name.slice(0, 27)}`,
	]);
	return [
		":20:STARTUMS",
		":25:37040044/0532013000EUR",
		`:28C:${date}/1`,
		`:60F:C${date}EUR${decimal(opening)}`,
		...lines,
		`:62F:C${date}EUR${decimal(closing)}`,
		"-",
		"",
	].join("\r\n");
}

function decimal(minor: number): string {
	return (Math.abs(minor) / 100).toFixed(2).replace(".", ",");
}
