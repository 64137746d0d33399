/** A bank that can be reached over FinTS 3.0 with PIN and TAN. */
export interface Bank {
	/** Bankleitzahl. */
	readonly code: string;
	readonly bic: string;
	readonly name: string;
	readonly url: string;
}

export const BANKS: readonly Bank[] = [
	{ code: "50010517", bic: "INGDDEFFXXX", name: "ING", url: "https://fints.ing.de/fints/" },
];
