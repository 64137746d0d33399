/**
 * Everything that keeps a posting from being booked without a person. Each can be left out of an engine by its name, to
 * show what it is good for; never in production.
 */
export const GUARD_NAMES = [
	// which orders take part
	"testSystem",
	"otherShop",
	// which postings can be payments at all
	"outgoing",
	"returned",
	"ignored",
	"payout",
	"noPayment",
	// what speaks against a proposal
	"beforeOrder",
	"cancelled",
	"otherCurrency",
	"rival",
	"closedRival",
	"alsoNamed",
	"weakReference",
	"otherPurpose",
	"payerDiffers",
	"unplacedReference",
	"fitsOtherOrder",
	"payersOwnOrder",
	"largeSurplus",
	"lateDiscount",
	"improbable",
] as const;
export type GuardName = (typeof GUARD_NAMES)[number];
