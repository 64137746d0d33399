import { type Account, type createAccount, type Freshness, type patchAccount, problem } from "@kontor/protocol";
import { CsvMapping, type CsvMappingInput } from "@kontor/statements";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { parse } from "../http/route.ts";
import { freshnessOf } from "./freshness.ts";

/**
 * Adds a bank account. The same again is the one that is there (I4).
 * @throws ProblemError 409 for a number that another account has, 404 for a connection that is not the merchant's
 */
export async function addAccount(tx: MerchantTransaction, given: z.infer<typeof createAccount.body>): Promise<Account> {
	const number = given.number.replace(/\s/g, "").toUpperCase();
	await assertConnections(tx, given.connections);
	const mapping = mappingOf(given.csvMapping);
	const assignFrom = given.assignFrom ?? (await today(tx));
	const [added] = await tx.query<{ id: string }>(
		`INSERT INTO accounts (merchant_id, id, name, number, currency, assign_from, connections, countries, csv_mapping, created_at)
		 VALUES ($1::uuid, uuidv7(), $2, $3, $4, $5::date, $6::uuid[], $7::text[], $8::jsonb, $9) ON CONFLICT DO NOTHING RETURNING id`,
		tx.merchantId,
		given.name,
		number,
		given.currency,
		assignFrom,
		given.connections,
		given.countries,
		mapping,
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
	return viewOf(tx, account);
}

/** Changes what the request names. @throws ProblemError 404; 400 for a mapping that cannot be read by */
export async function changeAccount(
	tx: MerchantTransaction,
	accountId: string,
	changes: z.infer<typeof patchAccount.body>,
): Promise<Account> {
	await lockAccount(tx, accountId);
	if (changes.connections !== undefined) await assertConnections(tx, changes.connections);
	const { csvMapping } = changes;
	await tx.execute(
		`UPDATE accounts SET name = coalesce($3, name), connections = coalesce($4::uuid[], connections),
		        countries = coalesce($5::text[], countries), csv_mapping = CASE WHEN $6::boolean THEN $7::jsonb ELSE csv_mapping END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		accountId,
		changes.name ?? null,
		changes.connections ?? null,
		changes.countries ?? null,
		csvMapping !== undefined,
		mappingOf(csvMapping ?? null),
	);
	if (changes.connections !== undefined) await requestAssignment(tx);
	const key = { merchantId_id: { merchantId: tx.merchantId, id: accountId } };
	return viewOf(tx, await tx.model.account.findUniqueOrThrow({ where: key }));
}

async function assertConnections(tx: MerchantTransaction, connections: readonly string[]): Promise<void> {
	const known = await tx.model.connection.count({ where: { merchantId: tx.merchantId, id: { in: [...connections] } } });
	if (known < new Set(connections).size) throw problem("NOT_FOUND", { detail: "no such connection" });
}

/** As it is stored: what was written, not what is filled in by default. */
function mappingOf(given: Readonly<Record<string, unknown>> | null): string | null {
	if (given === null) return null;
	parse(CsvMapping, given, "body.csvMapping");
	return JSON.stringify(given);
}

export async function listAccounts(tx: MerchantTransaction): Promise<{ items: Account[] }> {
	const rows = await tx.model.account.findMany({
		where: { merchantId: tx.merchantId },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	const freshness = await freshnessOf(tx);
	return { items: rows.map((row) => accountOf(row, freshness)) };
}

interface LockedAccount {
	readonly number: string;
	readonly currency: string;
	/** By which its CSV files are read; null: by the layouts that are known. */
	readonly csvMapping: CsvMappingInput | null;
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
	readonly countries: string[];
	readonly csvMapping: unknown;
}

async function viewOf(tx: MerchantTransaction, account: Stored): Promise<Account> {
	return accountOf(account, await freshnessOf(tx));
}

function accountOf({ assignFrom, csvMapping, ...stored }: Stored, freshness: ReadonlyMap<string, Freshness>): Account {
	const { id, name, number, currency, connections, countries } = stored;
	const ofAccount = freshness.get(id);
	if (ofAccount === undefined) throw new Error(`account ${id} was added meanwhile`);
	return {
		id,
		name,
		number,
		currency,
		assignFrom: assignFrom.toISOString().slice(0, 10),
		connections,
		countries,
		// Written by us, as a mapping is written.
		csvMapping: csvMapping as Account["csvMapping"],
		freshness: ofAccount,
	};
}

/** The merchant's day (I8). */
async function today(tx: MerchantTransaction): Promise<string> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return new Intl.DateTimeFormat("en-CA", { timeZone }).format(tx.now);
}
