/** A shop's settings as they hold for it: what the checker is told, since it does not merge them itself. */
export type SettingsOf = (shop: string) => PlainSettings;

interface Asked {
	readonly informationBy: "kontor" | "shop";
	readonly startsWith: "order" | "invoiceNumber";
	readonly repeatAfterDays: number | null;
	readonly beforeDueDays: number | null;
	readonly reminders: readonly { readonly afterDays: number }[];
}

/** The fields that the rules speak of. */
export interface PlainSettings {
	readonly common: {
		readonly skipNonBankingDays: boolean;
		readonly minimumToRemind: { readonly minor: number } | null;
		readonly excludedCustomers: readonly string[];
		readonly excludedGroups: readonly string[];
		readonly excludedMailDomains: readonly string[];
		readonly alreadyPaidHoldDays: number;
	};
	readonly prepayment: Asked & { readonly cancelAfterDays: number | null };
	readonly invoice: Asked & {
		readonly overdueAfterDays: number | null;
		readonly collectionAfterDays: number | null;
		readonly netDays: number;
	};
	readonly cashOnDelivery: {
		readonly askAfterDays: number | null;
		readonly overdueAfterDays: number | null;
		readonly collectionAfterDays: number | null;
	};
}
