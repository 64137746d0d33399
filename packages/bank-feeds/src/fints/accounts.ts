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

/**
 * Takes over IBAN and BIC from the list of SEPA accounts. lib-fints would go by the number alone, which sub-accounts share,
 * and fail at an account that the user may not use.
 */
export function adoptSepaAccounts(access: Access): void {
	for (const account of accountsOf(access)) {
		const sepa = access.line.sepaAccounts.find(
			({ accountNumber, subAccountId, bank }) =>
				accountNumber === account.accountNumber &&
				(subAccountId ?? "") === (account.subAccountId ?? "") &&
				bank.bankId === account.bank.bankId,
		);
		if (sepa !== undefined) Object.assign(account, { iban: sepa.iban || account.iban, bic: sepa.bic });
		// Tells lib-fints not to ask again.
		account.isSepaAccount ??= sepa?.isSepaAccount ?? false;
	}
}

function accountsOf({ bank }: Access): readonly BankAccount[] {
	return bank.bankingInformation.upd?.bankAccounts ?? [];
}

/** Sub-accounts share their number, and some have no IBAN of their own. */
function idOf({ iban, accountNumber, subAccountId, bank }: BankAccount): string {
	return iban || [bank.bankId, accountNumber, subAccountId ?? ""].join("/");
}
