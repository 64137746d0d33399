import { bicOf, shapedIban } from "../iban.ts";
import type { Account, Counterparty } from "../model.ts";
import { collapsed, orNone, referenceOrNone } from "../text.ts";
import type { RawParty, RawPosting } from "./raw.ts";

/**
 * Who is on the other side. Money that comes in is the debtor's, money that goes out the creditor's; a return keeps the
 * roles of the payment that comes back, so there it is the other way round. Whoever holds this very account is never the
 * counterparty.
 */
export function counterpartyOf(raw: RawPosting, credit: boolean, returned: boolean, own: Account): Counterparty {
	const fromDebtor = credit !== returned;
	const [near, far] = fromDebtor ? [raw.debtor, raw.creditor] : [raw.creditor, raw.debtor];
	const tellsNothing = isNobody(near) || hasOwnName(near, own);
	const swapped = hasOwnAccount(near, own) || (tellsNothing && !isNobody(far) && !isOwn(far, own));
	const debtor = fromDebtor !== swapped;
	return describe(debtor ? raw.debtor : raw.creditor, debtor ? raw.ultimateDebtor : raw.ultimateCreditor);
}

function describe(party: RawParty, ultimate: RawParty): Counterparty {
	const iban = shapedIban(party.iban) ?? shapedIban(party.account);
	const bic = bicOf(party.bic);
	return {
		name: collapsed(referenceOrNone(party.name)),
		iban,
		account: iban === undefined ? orNone(party.account ?? party.iban) : undefined,
		bic,
		bankCode: bic === undefined ? orNone(party.bankCode) : undefined,
		ultimateName: collapsed(referenceOrNone(ultimate.name)),
	};
}

function isNobody({ name, iban, account }: RawParty): boolean {
	return name === undefined && iban === undefined && account === undefined;
}

function isOwn(party: RawParty, own: Account): boolean {
	return hasOwnAccount(party, own) || hasOwnName(party, own);
}

function hasOwnAccount(party: RawParty, own: Account): boolean {
	const id = own.iban ?? own.id;
	return id !== "" && (shapedIban(party.iban) ?? party.account) === id;
}

/** Only where no account tells more: one may well pay from another account of one's own. */
function hasOwnName({ name, iban, account }: RawParty, { ownerName }: Account): boolean {
	return ownerName !== undefined && iban === undefined && account === undefined && collapsed(name) === ownerName;
}
