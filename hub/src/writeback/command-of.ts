import { randomUUID } from "node:crypto";
import { Command, type CommandId, type Day, type Money, type OrderRef, type Statuses } from "@kontor/connector";
import type { WriteBack } from "@kontor/receivables";

/** What a command carries besides what is to be told. */
export interface Occasion {
	readonly orderRef: string;
	readonly issuedAt: Date;
	/** The statuses that matter, as last seen (PRODUCT E4). */
	readonly expect: Statuses;
	/** The posting behind it; without one (marked by hand) the merchant's day and no reference. */
	readonly payment: { readonly paidOn: Day; readonly bankReference: string };
	/** What of the settlement no money came for, in the order's currency. Left out: nothing. */
	readonly cashDiscount?: number;
	/** The merchant's: notes in the shop are read by him. */
	readonly language: "de" | "en";
}

/** The longest text that a command's note or reason may have. */
const TEXT = 500;
const REFERENCE = 190;

/** A command of the contract, with an id of its own: created once per intent, never per attempt. */
export function commandOf(writeBack: WriteBack, occasion: Occasion): Command {
	const { language, payment } = occasion;
	const base = {
		id: randomUUID() as CommandId,
		orderRef: occasion.orderRef as OrderRef,
		issuedAt: occasion.issuedAt.toISOString(),
		expect: occasion.expect,
	};
	const bankReference = payment.bankReference.slice(0, REFERENCE);
	const { cashDiscount: minor = 0 } = occasion;
	const discounted = ({ currency }: Money) => (minor > 0 ? { cashDiscount: { minor, currency } } : {});
	switch (writeBack.kind) {
		case "mark-paid":
			return { ...base, ...writeBack, ...discounted(writeBack.amount), paidOn: payment.paidOn, bankReference };
		case "mark-partially-paid":
			return { ...base, ...writeBack, ...discounted(writeBack.received), paidOn: payment.paidOn, bankReference };
		case "record-repayment":
			return { ...base, ...writeBack, repaidOn: payment.paidOn, bankReference };
		case "revoke-payment": {
			const reason = writeBack.reason[language].slice(0, TEXT);
			return { ...base, ...writeBack, ...discounted(writeBack.outstanding), reason };
		}
		case "cancel":
			return { ...base, ...writeBack, reason: writeBack.reason[language].slice(0, TEXT) };
		case "annotate":
			return { ...base, ...writeBack, text: writeBack.text[language].slice(0, TEXT) };
		default:
			return { ...base, ...writeBack };
	}
}

/** A stored command as it was made. */
export function storedCommand(value: unknown): Command {
	return Command.parse(value);
}
