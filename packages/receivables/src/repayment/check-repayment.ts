import type { Money, Text } from "@kontor/connector";
import { electronicFormatIBAN, isValidIBAN } from "ibantools";

/** Money that is to go back to a customer (K1). */
export interface WantedRepayment {
	readonly amount: Money;
	/** The account holder's name, as the customer or the posting states it. */
	readonly payee: string;
	readonly iban: string;
	/** Where it goes beyond what usually makes sense, a person said that it is meant so. */
	readonly confirmed: boolean;
}

/** The order or surplus it is arranged on, in minor units of `currency`. */
export interface RepayableOrder {
	readonly currency: string;
	readonly amount: number;
	/** By postings. */
	readonly received: number;
	/** Gone back already, and arranged but not gone yet. */
	readonly repaid: number;
	readonly underWay: number;
	/** Accounts of the merchant: money to himself is a mistake. */
	readonly ownIbans: readonly string[];
}

/** What is wrong with a repayment. What can be confirmed is asked about, the rest is refused. */
export const REPAYMENT_FAULTS = {
	"no-amount": { field: "amount", de: "Der Betrag muss größer als 0 sein.", en: "The amount has to be more than 0." },
	"other-currency": {
		field: "amount",
		de: "Der Betrag muss in der Währung der Bestellung sein.",
		en: "The amount has to be in the order's currency.",
	},
	"no-payee": {
		field: "payee",
		de: "Der Name des Kontoinhabers fehlt oder ist länger als 70 Zeichen.",
		en: "The account holder's name is missing or longer than 70 characters.",
	},
	"wrong-iban": { field: "iban", de: "Das ist keine gültige IBAN.", en: "This is no valid IBAN." },
	"own-account": {
		field: "iban",
		de: "Das ist eines Ihrer eigenen Konten.",
		en: "This is one of your own accounts.",
	},
	"more-than-received": {
		field: "amount",
		de: "Mit diesem Betrag ginge mehr zurück, als eingegangen ist.",
		en: "With this amount, more would go back than was received.",
	},
	"above-cap": {
		field: "amount",
		de: "Mit diesem Betrag ginge mehr als das Doppelte des Bestellbetrags zurück.",
		en: "With this amount, more than twice the order's amount would go back.",
	},
} as const satisfies Record<string, Text & { field: keyof WantedRepayment }>;
export type RepaymentFault = keyof typeof REPAYMENT_FAULTS;

/** Faults that a person may overrule by confirming them (K2). */
const CONFIRMABLE: readonly RepaymentFault[] = ["more-than-received", "above-cap"];

export function isConfirmable(fault: RepaymentFault): boolean {
	return CONFIRMABLE.includes(fault);
}

/** Everything that speaks against a repayment; empty where it may be arranged. */
export function repaymentFaults(wanted: WantedRepayment, order: RepayableOrder): RepaymentFault[] {
	const { amount, payee, confirmed } = wanted;
	const total = order.repaid + order.underWay + amount.minor;
	const iban = electronicIban(wanted.iban);
	const found: Readonly<Record<RepaymentFault, boolean>> = {
		"no-amount": !Number.isSafeInteger(amount.minor) || amount.minor <= 0,
		"other-currency": amount.currency !== order.currency,
		"no-payee": payee.trim() === "" || payee.trim().length > 70,
		"wrong-iban": iban === null,
		"own-account": iban !== null && order.ownIbans.some((own) => electronicIban(own) === iban),
		"more-than-received": total > order.received,
		"above-cap": total > 2 * order.amount,
	};
	const names = Object.keys(REPAYMENT_FAULTS) as RepaymentFault[];
	return names.filter((name) => found[name] && !(confirmed && isConfirmable(name)));
}

/** The IBAN without blanks and in capitals, as files carry it; null for what is none. */
export function electronicIban(text: string): string | null {
	const iban = electronicFormatIBAN(text);
	return iban !== null && isValidIBAN(iban) ? iban : null;
}
