import type { Money } from "@kontor/connector";
import type { Payee } from "../payment/account.ts";
import type { PostalAddress } from "../payment/address.ts";
import type { Party } from "../swiss/qr-bill.ts";

/** `YYYY-MM-DD`, in the merchant's time zone. */
type Day = string;

/** What messages tell. The parts that a kind of message needs are said in `MESSAGES`; a part left out is not spoken of. */
export interface MessageData {
	readonly shop: {
		readonly name: string;
		readonly email?: string | undefined;
		readonly phone?: string | undefined;
		readonly website?: string | undefined;
	};
	readonly customer: {
		readonly name: string;
		readonly company?: string | undefined;
		readonly number?: string | undefined;
	};
	readonly order?: OrderData | undefined;
	/** Several orders in one message (M8), or what a digest lists. */
	readonly orders?: readonly OrderData[] | undefined;
	/** What is asked for now: what is open of the order, and charges. */
	readonly amount?: Money | undefined;
	/** Before it changed (B6). */
	readonly previousAmount?: Money | undefined;
	/** On top of the order's amount; each only where it may be claimed. */
	readonly charges?: Charges | undefined;
	readonly payment?: PaymentData | undefined;
	/** F5: may be read as a deferral in reminders, so only where the merchant set it. */
	readonly payableUntil?: Day | undefined;
	/** F12: what may be deducted, and until when. `percent` is a decimal: "2", "2.5". */
	readonly discount?: { readonly percent: string; readonly amount: Money; readonly until: Day } | undefined;
	readonly level?: number | undefined;
	/** Of the last message that asked for the money. */
	readonly previousDate?: Day | undefined;
	/** The payment that arrived, or the repayment on its way. */
	readonly received?: { readonly amount: Money; readonly day: Day } | undefined;
	readonly repayment?: { readonly amount: Money; readonly iban?: string } | undefined;
	readonly collection?: { readonly partner: string; readonly reference?: string | undefined } | undefined;
	/** Signed pages; https only. */
	readonly links?:
		| {
				readonly alreadyPaid?: string | undefined;
				readonly bankDetails?: string | undefined;
				readonly merchantArea?: string | undefined;
		  }
		| undefined;
	/** What waits for the merchant, in words, with how often. */
	readonly tasks?: readonly { readonly text: string; readonly count: number }[] | undefined;
}

export interface Charges {
	readonly fee?: Money | undefined;
	readonly interest?: Money | undefined;
	/** What the interest was calculated by: percent a year as a decimal ("6.27"), from a day on. Said beside the amount. */
	readonly interestBasis?: { readonly percent: string; readonly from: Day } | undefined;
	readonly lumpSum?: Money | undefined;
}

/** Where the money goes. */
export interface PaymentData {
	readonly payee: Payee;
	/** What the customer has to quote: an ISO 11649 or QR reference (recognised by its check digits), or a text. */
	readonly reference: string;
	/** The payee's address: a Swiss QR-bill needs it. */
	readonly address?: PostalAddress | undefined;
	/** Printed on slips, where known. */
	readonly debtor?: Party | undefined;
}

export interface OrderData {
	readonly number: string;
	readonly date: Day;
	readonly amount: Money;
	/** Of it, what was paid already. */
	readonly paid?: Money | undefined;
	readonly invoice?: { readonly number: string; readonly date?: Day | undefined } | undefined;
	readonly dueDate?: Day | undefined;
	/** What the customer saw, and the decimal rate to `amount`. */
	readonly foreign?: { readonly amount: Money; readonly rate: string } | undefined;
}
