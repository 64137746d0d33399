import { formatMoney, type Money } from "@kontor/connector";
import type { Balance, Position, Warning } from "./model.ts";

/**
 * Opening plus booked entries is closing, or by how much it is not. A warning and never a rejection: bank files with
 * cut or edited balances are common, and the postings are right all the same.
 *
 * @param booked sum of the booked entries, or `undefined` where one is in another currency
 */
export function balanceWarning(
	opening: Balance | undefined,
	closing: Balance | undefined,
	booked: Money | undefined,
	position: Position,
): Warning | undefined {
	if (!opening || !closing || !booked) return undefined;
	const { currency } = opening.amount;
	if (closing.amount.currency !== currency || booked.currency !== currency) return undefined;
	const minor = closing.amount.minor - opening.amount.minor - booked.minor;
	if (minor === 0) return undefined;
	const difference: Money = { minor, currency };
	return {
		code: "balance",
		position,
		difference,
		message: {
			de: `Anfangssaldo und Buchungen ergeben nicht den Endsaldo: Differenz ${formatMoney(difference, "de")}.`,
			en: `Opening balance and entries do not give the closing balance: difference ${formatMoney(difference, "en")}.`,
		},
	};
}

/** Adds up what moved the balance. */
export class BookedSum {
	private minor = 0;
	private currency: string | undefined;
	private mixed = false;

	add(amount: Money): void {
		this.mixed ||= this.currency !== undefined && this.currency !== amount.currency;
		this.currency = amount.currency;
		this.minor += amount.minor;
	}

	/** `undefined` for mixed currencies, and beyond what a number holds exactly. */
	in(currency: string | undefined): Money | undefined {
		const own = this.currency ?? currency;
		return own === undefined || this.mixed || !Number.isSafeInteger(this.minor)
			? undefined
			: { minor: this.minor, currency: own };
	}
}
