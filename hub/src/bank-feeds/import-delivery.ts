import { createHash } from "node:crypto";
import type { FilePayload } from "@kontor/bank-feeds";
import type { Text } from "@kontor/connector";
import { type ImportReport, ProblemError } from "@kontor/protocol";
import { readStatementEvents } from "@kontor/statements";
import type { Hub } from "../hub.ts";
import { importStatement, MOST_IMPORT_MS } from "../postings/importing/import-statement.ts";
import type { StatementFile } from "../postings/importing/statement-file.ts";
import type { Heads } from "./statements-of.ts";
import { only } from "./statements-of.ts";

/** Why a delivery, or a statement in it, was not stored; null where all of it was. */
export type Unread = Text | null;

interface Target {
	readonly merchantId: string;
	readonly account: { readonly id: string; readonly number: string; readonly currency: string };
}

/** Stores what of a delivery is the account's and new, as if the merchant had uploaded it. */
export async function importDelivery(
	hub: Hub,
	{ merchantId, account }: Target,
	file: StatementFile,
	heads: Heads,
	name: string,
): Promise<Unread> {
	try {
		const report = await hub.db.merchant(
			merchantId,
			"importDelivery",
			(tx) => importStatement(tx, account.id, only(file, heads, account), name.slice(0, 200)),
			MOST_IMPORT_MS,
		);
		return firstOf(report);
	} catch (error) {
		if (!(error instanceof ProblemError) || error.problem.code !== "UNREADABLE_FILE") throw error;
		const { detail, title, forMerchant } = error.problem;
		return forMerchant ?? { de: detail ?? title, en: detail ?? title };
	}
}

function firstOf({ errors }: ImportReport): Unread {
	return errors[0]?.text ?? null;
}

/** A file that is read as often as it takes, never held as a whole. */
export async function statementFileOf(payload: FilePayload): Promise<StatementFile> {
	const hash = createHash("sha256");
	for await (const piece of payload.open()) hash.update(piece);
	return {
		digest: new Uint8Array(hash.digest()),
		events: (options) => readStatementEvents(payload.open(), options),
	};
}
