import type { Text } from "@kontor/connector";
import type { StatementHead } from "@kontor/statements";
import { isAccount } from "../account-number.ts";

export interface OwnAccount {
	readonly number: string;
	readonly currency: string;
}

/** Why a statement is not this account's, or null where it is. `currencies` are those of its entries. */
export function refuse(statement: StatementHead, currencies: Iterable<string>, account: OwnAccount): Text | null {
	const named = statement.account.iban ?? statement.account.id;
	if (!isAccount(account.number, statement.account)) {
		return {
			de: `Dieser Auszug gehört zum Konto ${named}, nicht zu ${account.number}. Er wurde nicht eingelesen.`,
			en: `This statement belongs to account ${named}, not to ${account.number}. It was not imported.`,
		};
	}
	const currency = [statement.currency, ...currencies].find(
		(found) => found !== undefined && found !== account.currency,
	);
	return currency === undefined
		? null
		: {
				de: `Dieser Auszug ist in ${currency}, das Konto wird in ${account.currency} geführt. Er wurde nicht eingelesen.`,
				en: `This statement is in ${currency}, the account is kept in ${account.currency}. It was not imported.`,
			};
}
