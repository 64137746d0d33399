import { isDeepStrictEqual } from "node:util";
import { bicProblems } from "@kontor/documents";
import { type Account, type createAccount, type Freshness, type patchAccount, problem } from "@kontor/protocol";
import { CsvMapping, type CsvMappingInput } from "@kontor/statements";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { parse } from "../http/route.ts";
import { freshnessOf } from "./freshness.ts";

/**
 * Adds a bank account. The same again is the one that is there (I4).
 * @throws ProblemError 409 for a number that another account has, 404 for a connection that is not the merchant's, 400 for a BIC that is none
 */
export async function addAccount(
	tx: MerchantTransaction,
	given: z.infer<typeof createAccount.body>,
	credential: string,
): Promise<Account> {
	const number = given.number.replace(/\s/g, "").toUpperCase();
	await assertConnections(tx, given.connections);
	const mapping = mappingOf(given.csvMapping);
	const assignFrom = given.assignFrom ?? (await today(tx));
	const [added] = await tx.query<{ id: string }>(
		`INSERT INTO accounts (merchant_id, id, name, number, currency, assign_from, connections, countries, csv_mapping, payee_name, bic,
		                       lag_days, created_at)
		 VALUES ($1::uuid, uuidv7(), $2, $3, $4, $5::date, $6::uuid[], $7::text[], $8::jsonb, $9, $10, $11, $12)
		 ON CONFLICT DO NOTHING RETURNING id`,
		tx.merchantId,
		given.name,
		number,
		given.currency,
		assignFrom,
		given.connections,
		given.countries,
		mapping,
		given.payeeName,
		bicOf(given.bic),
		given.lagDays,
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
	if (added !== undefined) {
		await remember(tx, null, "account-added", { by: "person", credential, account: account.id, number });
	}
	return viewOf(tx, account);
}

/** Changes what the request names. @throws ProblemError 404; 400 for a mapping that cannot be read by, or a BIC that is none */
export async function changeAccount(
	tx: MerchantTransaction,
	accountId: string,
	changes: z.infer<typeof patchAccount.body>,
	credential: string,
): Promise<Account> {
	await lockAccount(tx, accountId);
	if (changes.connections !== undefined) await assertConnections(tx, changes.connections);
	const where = { merchantId_id: { merchantId: tx.merchantId, id: accountId } };
	const before = await tx.model.account.findUniqueOrThrow({ where });
	const { csvMapping, bic } = changes;
	const wanted = {
		name: changes.name ?? before.name,
		connections: changes.connections ?? before.connections,
		countries: changes.countries ?? before.countries,
		csvMapping: csvMapping === undefined ? before.csvMapping : csvMapping,
		payeeName: changes.payeeName === undefined ? before.payeeName : changes.payeeName,
		bic: bic === undefined ? before.bic : bicOf(bic),
		lagDays: changes.lagDays ?? before.lagDays,
	};
	if (csvMapping !== undefined) mappingOf(csvMapping);
	const fields = Object.keys(wanted) as (keyof typeof wanted)[];
	const changed = fields.filter((field) => !isDeepStrictEqual(wanted[field], before[field]));
	if (changed.length === 0) return viewOf(tx, before);
	await tx.execute(
		`UPDATE accounts SET name = $3, connections = $4::uuid[], countries = $5::text[], csv_mapping = $6::jsonb, payee_name = $7, bic = $8,
		        lag_days = $9
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		accountId,
		wanted.name,
		wanted.connections,
		wanted.countries,
		wanted.csvMapping === null ? null : JSON.stringify(wanted.csvMapping),
		wanted.payeeName,
		wanted.bic,
		wanted.lagDays,
	);
	await remember(tx, null, "account-changed", {
		by: "person",
		credential,
		account: accountId,
		changed: Object.fromEntries(changed.map((field) => [field, { from: before[field], to: wanted[field] }])),
	});
	if (changed.includes("connections")) await requestAssignment(tx);
	return viewOf(tx, await tx.model.account.findUniqueOrThrow({ where }));
}

/** As files for banks carry it. @throws ProblemError 400 */
function bicOf(given: string | null): string | null {
	const bic = given?.replace(/\s/g, "").toUpperCase();
	if (bic === undefined) return null;
	const [wrong] = bicProblems("body.bic", bic);
	if (wrong === undefined) return bic;
	const { field, forMerchant } = wrong;
	throw problem("INVALID_REQUEST", {
		detail: `${field}: ${forMerchant.en}`,
		forMerchant,
		issues: [{ path: field, message: forMerchant.en }],
	});
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
	readonly payeeName: string | null;
	readonly bic: string | null;
	readonly lagDays: number;
}

async function viewOf(tx: MerchantTransaction, account: Stored): Promise<Account> {
	return accountOf(account, await freshnessOf(tx));
}

function accountOf({ assignFrom, csvMapping, ...stored }: Stored, freshness: ReadonlyMap<string, Freshness>): Account {
	const { id, name, number, currency, connections, countries, payeeName, bic, lagDays } = stored;
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
		payeeName,
		bic,
		lagDays,
		freshness: ofAccount,
	};
}

/** The merchant's day (I8). */
async function today(tx: MerchantTransaction): Promise<string> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return new Intl.DateTimeFormat("en-CA", { timeZone }).format(tx.now);
}
