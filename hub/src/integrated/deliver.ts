import { createHash } from "node:crypto";
import { type deliverPostings, type IntegratedPosting, IntegratedPostings, problem, verify } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { parse } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { importStatement } from "../postings/importing/import-statement.ts";
import { goodKeys } from "./keys.ts";
import { eventsOf } from "./mapping.ts";
import { refuseChanged } from "./refuse-changed.ts";

type Delivered = z.infer<typeof deliverPostings.result>;

/**
 * Takes postings from an account's provider (PRODUCT C1). Whose they are follows from the account, and that the provider
 * sent them from the signature; a replay is a delivery of what is known.
 * @throws ProblemError 401, whatever is wrong with account or signature; 400; 409 where a posting is another one now
 */
export async function deliver(hub: Hub, accountId: string, headers: Headers, body: Uint8Array): Promise<Delivered> {
	const { rows } = await hub.db.pool.query<{ merchant_id: string }>(
		`SELECT merchant_id FROM integrated_accounts WHERE account_id = $1`,
		[accountId],
	);
	const merchantId = rows[0]?.merchant_id;
	const keys =
		merchantId === undefined
			? []
			: await hub.db.merchant(merchantId, "integrationKeys", (tx) => goodKeys(hub, tx, accountId));
	const verified = verify(keys, headers, body, hub.clock());
	if (merchantId === undefined || !verified.ok) throw problem("BAD_SIGNATURE");
	const { postings } = parse(IntegratedPostings, jsonOf(body), "body");
	refuseRepeated(postings);
	return hub.db.merchant(merchantId, "deliverPostings", (tx) => store(tx, accountId, postings, body));
}

async function store(
	tx: MerchantTransaction,
	accountId: string,
	postings: readonly IntegratedPosting[],
	body: Uint8Array,
): Promise<Delivered> {
	const account = await tx.model.account.findUniqueOrThrow({
		where: { merchantId_id: { merchantId: tx.merchantId, id: accountId } },
	});
	refuseCurrency(postings, account.currency);
	await refuseChanged(tx, account, postings);
	const file = {
		digest: new Uint8Array(createHash("sha256").update(body).digest()),
		events: () => eventsOf(postings, account.currency),
	};
	const { created, known, booked, held } = await importStatement(tx, accountId, file, undefined);
	await tx.execute(
		`UPDATE accounts SET fetched_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		accountId,
		tx.now,
	);
	return { created, known, booked, held };
}

function jsonOf(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		throw problem("INVALID_REQUEST", { detail: "the body is no JSON in UTF-8" });
	}
}

function refuseRepeated(postings: readonly IntegratedPosting[]): void {
	const seen = new Set<string>();
	const issues = postings.flatMap(({ id }, index) => {
		if (!seen.has(id)) {
			seen.add(id);
			return [];
		}
		return [{ path: `body.postings.${index}.id`, message: "is there twice" }];
	});
	refuse(issues);
}

function refuseCurrency(postings: readonly IntegratedPosting[], currency: string): void {
	refuse(
		postings.flatMap(({ amount }, index) =>
			amount.currency === currency
				? []
				: [{ path: `body.postings.${index}.amount.currency`, message: `expected ${currency}, the account's` }],
		),
	);
}

function refuse(issues: readonly { path: string; message: string }[]): void {
	const [first] = issues;
	if (first === undefined) return;
	throw problem("INVALID_REQUEST", { detail: `${first.path}: ${first.message}`, issues: issues.slice(0, 100) });
}
