/** What cannot wait for the next morning: nothing is read, written or sent any more, or a payment is lost without a person. */
export const URGENT: ReadonlySet<string> = new Set([
	"ACCESS_REFUSED",
	"BANK_ACCESS_STOPPED",
	"BANK_DATA_STALE",
	"CLONED_SHOP",
	"LETTER_SERVICE_FAILS",
	"LIST_SHRANK",
	"PAYMENT_FOR_CANCELLED_ORDER",
	"REPAYMENT_BOUNCED",
	"SHOP_NOT_READ",
	"UNINSTALLED_IN_SHOP",
]);
