import type { StatementEvent, StatementHead } from "@kontor/statements";
import { isAccount } from "../postings/account-number.ts";
import type { StatementFile } from "../postings/importing/statement-file.ts";

/** What a delivery says of its statements, in its order; null: one that could not be read. */
export type Heads = readonly (Pick<StatementHead, "account" | "currency"> | null)[];

interface OwnAccount {
	readonly number: string;
	/** Null: any. */
	readonly currency: string | null;
}

/** Reads a delivery once, to know whose statements it holds. */
export async function headsOf(file: StatementFile): Promise<Heads> {
	const heads: Heads[number][] = [];
	for await (const events of file.events({ raw: false })) {
		for (const event of events) {
			if (event.type === "statement") heads.push({ account: event.head.account, currency: event.head.currency });
			else if (event.type === "fault") heads.push(null);
		}
	}
	return heads;
}

/** A statement that names no account is everybody's; of an account kept in several currencies only one's own is. */
export function isOf({ number, currency }: OwnAccount, head: Heads[number]): boolean {
	return (
		head !== null && isAccount(number, head.account) && (currency === null || (head.currency ?? currency) === currency)
	);
}

/** Numbers of the accounts that none of these is, as the statements name them. */
export function foreignIn(heads: Heads, accounts: readonly OwnAccount[]): string[] {
	const foreign = heads.flatMap((head) =>
		head === null || accounts.some((account) => isOf(account, head))
			? []
			: [`${head.account.iban ?? head.account.id} ${head.currency ?? ""}`.trim()],
	);
	return [...new Set(foreign)];
}

/** The delivery without other accounts' statements; what could not be read stays, since it may be this one's. */
export function only(file: StatementFile, heads: Heads, account: OwnAccount): StatementFile {
	return { digest: file.digest, events: (options) => filtered(file.events(options), heads, account) };
}

async function* filtered(
	pieces: AsyncIterable<readonly StatementEvent[]>,
	heads: Heads,
	account: OwnAccount,
): AsyncGenerator<readonly StatementEvent[]> {
	let index = 0;
	for await (const events of pieces) {
		yield events.filter(({ type }) => {
			const head = heads[index];
			if (type !== "entry") index++;
			return head === null || (head !== undefined && isOf(account, head));
		});
	}
}
