import type { MatchPosting } from "../../src/index.ts";
import type { ScenarioName } from "../data.ts";
import { transliterated } from "../noise/payer-name.ts";
import type { Random } from "../random.ts";
import { isoDay } from "../world/calendar.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { fullName } from "../world/person.ts";
import { nothing } from "./bank-entry.ts";
import type { Draft, Scene } from "./draft.ts";

const ACCOUNT = "DE02120300000000202051";
const REASONS = ["AC01", "AC04", "AC06", "AG01", "MD01", "MD06", "MS03", "AM04", "BE04"];

/** Our collection came back: money out. */
export function directDebitReturn(scene: Scene): Draft | null {
	const order = scene.pool.take(scene.random.chance(0.5) ? "any" : "closed");
	return order === null ? null : debited(scene, order, "direct-debit-return");
}

/** Weeks later, when nobody thinks of the order any more. */
export function chargeback(scene: Scene): Draft | null {
	const order = scene.pool.take("closed");
	return order === null ? null : debited(scene, order, "chargeback-after-close");
}

function debited(scene: Scene, order: PlacedOrder, scenario: ScenarioName): Draft {
	const { random } = scene;
	const late = scenario === "chargeback-after-close";
	const number = numberOf(random, order);
	const text = random.pick([
		`Rückgabe SEPA-Lastschrift Rechnung ${number} Mandat ${random.digits(6)}`,
		`RETOURE SEPA-LASTSCHRIFT VOM ${isoDay(order.day)} ${number} RUECKGABEGRUND: ${random.pick(["Sonstige Gruende", "Kontodeckung", "Widerspruch"])}`,
		`Rücklastschrift ${number} zzgl. Gebühr`,
		`EREF+${number} MREF+${random.digits(6)} SVWZ+RUECKLASTSCHRIFT ${number}`,
	]);
	return nothing(scenario, {
		...bankEntry(scene, order, -(order.minor + random.pick([0, 0, 300, 565])), text, late ? 60 : 6),
		...signs(random, ["109", "108", "NTRF+109+9070", "PMNT-IDDT-UPDD", "PMNT-RDDT-RRTN"]),
	});
}

/** We sent money back and it bounced: money in, with the order's number, from its customer, in its amount. */
export function bouncedRefund(scene: Scene): Draft | null {
	const { random, strain } = scene;
	const order = scene.pool.take(random.chance(0.5) ? "any" : "closed");
	if (order === null) return null;
	const number = numberOf(random, order);
	const words = random.pick([
		`RUECKUEBERWEISUNG ${number} Konto geschlossen`,
		`Rückgabe Ihrer Überweisung ${number} IBAN fehlerhaft`,
		`SEPA Ueberweisung Retoure AC04 ${number}`,
		`RETURN/AC01/Erstattung Bestellung ${number}`,
		`Überweisungsrückläufer: Erstattung ${number}`,
		`RUECKBUCHUNG ERSTATTUNG ${number} KONTO ERLOSCHEN`,
		`Nicht zustellbar: Gutschrift zu Bestellung ${number} Empfänger unbekannt`,
		`Returned transfer ${number} account closed`,
	]);
	const withWords = random.chance(0.6);
	const withCode = !withWords || random.chance(0.8 / strain);
	const text = withWords
		? words
		: `${random.pick(["Erstattung", "Rückzahlung", "Gutschrift", "Ihre Retoure", ""])} ${number}`.trim();
	const amount = random.chance(0.8) ? order.minor : Math.round(order.minor * 0.5);
	return nothing("bounced-refund", {
		...bankEntry(scene, order, amount, text, 12),
		...(withCode &&
			signs(random, ["159", "160", "NTRF+159+9070", "PMNT-ICDT-RRTN", "PMNT-RCDT-RRTN"], withWords ? 0.75 : 1)),
	});
}

/** A refund on its way out. */
export function ownRefund(scene: Scene): Draft | null {
	const { random } = scene;
	const order = scene.pool.take(random.chance(0.5) ? "any" : "closed");
	if (order === null) return null;
	const number = numberOf(random, order);
	const text = `${random.pick(["Erstattung", "Rueckzahlung", "Gutschrift zu", "Retoure", "Refund"])} ${number}`;
	return nothing("own-refund-out", {
		...bankEntry(scene, order, -order.minor, text, 10),
		...(random.chance(0.85) && { transactionCode: random.pick(["177", "117", "116", "191", "PMNT-ICDT-ESCT"]) }),
	});
}

/** A code, a reason, or both. */
function signs(
	random: Random,
	codes: readonly string[],
	share = 0.8,
): Pick<MatchPosting, "transactionCode" | "returnReason"> {
	const coded = random.chance(share);
	return {
		...(coded && { transactionCode: random.pick(codes) }),
		...(random.chance(0.35) && { returnReason: random.pick(REASONS) }),
	};
}

function bankEntry(
	{ random, nextId }: Scene,
	order: PlacedOrder,
	minor: number,
	text: string,
	delay: number,
): MatchPosting {
	const { customer } = order;
	const name = customer.company ?? fullName(customer.person);
	return {
		id: nextId(),
		account: ACCOUNT,
		bookingDate: isoDay(order.day + delay + random.int(1, 10)),
		amount: { minor, currency: order.currency },
		counterparty: {
			name: random.chance(0.5) ? transliterated(name).toUpperCase() : name,
			...(random.chance(0.9) && { iban: customer.iban }),
		},
		remittance: random.chance(0.5) ? transliterated(text) : text,
	};
}

function numberOf(random: Random, { number, invoiceNumber }: PlacedOrder): string {
	return invoiceNumber !== null && random.chance(0.5) ? invoiceNumber : number;
}
