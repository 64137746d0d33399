import type { FeedAccount, FeedError } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import type { StoredAccessAccount } from "./stored-access.ts";

/** What came of a fetch. */
export interface Fetched {
	/** All there was of every account is stored. */
	readonly whole: boolean;
	/** What the feed calls the accounts of which all there was is stored. */
	readonly complete: readonly string[];
	/** The bank wants no more requests for now: when it does again. */
	readonly limited: FeedError | null;
	readonly notices: readonly Notice[];
}

/** An account of the merchant's. */
export interface OwnAccount {
	readonly id: string;
	readonly number: string;
	readonly currency: string;
	readonly assignFrom: Date;
}

/** As the feed gave it. */
export function feedAccountOf({ feedAccount, iban, currency, ownerName, name }: StoredAccessAccount): FeedAccount {
	const or = <T>(value: T | null): T | undefined => value ?? undefined;
	return { id: feedAccount, iban: or(iban), currency: or(currency), ownerName: or(ownerName), name: or(name) };
}

export function ownAccounts(hub: Hub, merchantId: string): Promise<OwnAccount[]> {
	return hub.db.merchant(merchantId, "accountsOfRun", (tx) =>
		tx.model.account.findMany({
			where: { merchantId },
			select: { id: true, number: true, currency: true, assignFrom: true },
		}),
	);
}
