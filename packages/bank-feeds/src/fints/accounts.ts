import type { BankAccount } from "lib-fints";
import type { FeedAccount } from "../feed.ts";
import type { Access } from "./access.ts";
import { fault } from "./faults.ts";
import { givesStatements } from "./statements.ts";

/** The accounts whose statements the user may read. */
export function readableAccounts(access: Access): FeedAccount[] {
	return accountsOf(access)
		.filter((account) => givesStatements(access, account))
		.map((account) => ({
			id: idOf(account),
			iban: account.iban || undefined,
			currency: account.currency || undefined,
			ownerName: [account.holder1, account.holder2].filter(Boolean).join(" ") || undefined,
			name: account.product || undefined,
		}));
}

export function findAccount(access: Access, id: string): BankAccount {
	const account = accountsOf(access).find((one) => idOf(one) === id);
	if (account !== undefined) return account;
	throw fault("needs-merchant", "the bank does not list the account any more", {
		forMerchant: {
			de: "Die Bank nennt dieses Konto nicht mehr. Bitte die Verbindung neu einrichten oder das Konto entfernen.",
			en: "The bank does not list this account any more. Please set the connection up again or remove the account.",
		},
	});
}

function accountsOf({ bank }: Access): readonly BankAccount[] {
	return bank.bankingInformation.upd?.bankAccounts ?? [];
}

/** Sub-accounts share their number, and some have no IBAN of their own. */
function idOf({ iban, accountNumber, subAccountId, bank }: BankAccount): string {
	return iban || [bank.bankId, accountNumber, subAccountId ?? ""].join("/");
}
