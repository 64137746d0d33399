import { randomUUID } from "node:crypto";
import { type Account, type createAccount, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";

/**
 * Adds a bank account. The same again is the one that is there (I4).
 * @throws ProblemError 409 for a number that another account has, 404 for a connection that is not the merchant's
 */
export async function addAccount(tx: MerchantTransaction, given: z.infer<typeof createAccount.body>): Promise<Account> {
	const number = given.number.replace(/\s/g, "").toUpperCase();
	const known = await tx.model.connection.count({
		where: { merchantId: tx.merchantId, id: { in: given.connections } },
	});
	if (known < new Set(given.connections).size) throw problem("NOT_FOUND", { detail: "no such connection" });
	const assignFrom = given.assignFrom ?? (await today(tx));
	const [added] = await tx.query<{ id: string }>(
		`INSERT INTO accounts (merchant_id, id, name, number, currency, assign_from, connections, created_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6::date, $7::uuid[], $8) ON CONFLICT DO NOTHING RETURNING id`,
		tx.merchantId,
		randomUUID(),
		given.name,
		number,
		given.currency,
		assignFrom,
		given.connections,
		tx.now,
	);
	const account = await tx.model.account.findUniqueOrThrow({
		where: { merchantId_number: { merchantId: tx.merchantId, number } },
	});
	if (added === undefined && (account.name !== given.name || account.currency !== given.currency)) {
		throw problem("CONFLICT", {
			detail: `account ${number} is there as "${account.name}"`,
			forMerchant: {
				de: `Das Konto ${number} gibt es schon („${account.name}“).`,
				en: `The account ${number} is there already ("${account.name}").`,
			},
		});
	}
	return accountOf(account);
}

export async function listAccounts(tx: MerchantTransaction): Promise<{ items: Account[] }> {
	const rows = await tx.model.account.findMany({
		where: { merchantId: tx.merchantId },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	return { items: rows.map(accountOf) };
}

interface LockedAccount {
	readonly number: string;
	readonly currency: string;
	/** By which its CSV files are read; null: by the layouts that are known. */
	readonly csvMapping: unknown;
}

/** Whoever changes what is stored of an account waits here for the others. @throws ProblemError 404 */
export async function lockAccount(tx: MerchantTransaction, accountId: string): Promise<LockedAccount> {
	const [account] = await tx.query<LockedAccount>(
		`SELECT number, currency, csv_mapping AS "csvMapping" FROM accounts WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		accountId,
	);
	if (account === undefined) throw problem("NOT_FOUND", { detail: "no such account" });
	return account;
}

interface Stored {
	readonly id: string;
	readonly name: string;
	readonly number: string;
	readonly currency: string;
	readonly assignFrom: Date;
	readonly connections: string[];
}

function accountOf({ id, name, number, currency, assignFrom, connections }: Stored): Account {
	return { id, name, number, currency, assignFrom: assignFrom.toISOString().slice(0, 10), connections };
}

/** The merchant's day (I8). */
async function today(tx: MerchantTransaction): Promise<string> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return new Intl.DateTimeFormat("en-CA", { timeZone }).format(tx.now);
}
