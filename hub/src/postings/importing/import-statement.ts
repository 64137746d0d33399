import { createHash, randomUUID } from "node:crypto";
import { type ImportReport, problem } from "@kontor/protocol";
import { requestAssignment } from "../../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import { lockAccount } from "../accounts.ts";
import { openQuestions } from "../questions.ts";
import { lapse } from "./pending.ts";
import { deliveriesOf, type ReadFile, readFile } from "./read-file.ts";
import { recordStatements } from "./record-statements.ts";
import { Staging } from "./staging.ts";
import type { StatementFile } from "./statement-file.ts";
import { storeDelivery } from "./store-delivery.ts";

/** What an import is remembered by, besides what it stored. */
type Summary = Omit<ImportReport, "import" | "questions"> & {
	/** Their ids: also of those that an earlier import asked. */
	questions: string[];
	/** Batches whose payments are told, but that were assigned as a whole by then. */
	keptWhole: number;
};

/** A million postings take minutes. */
export const MOST_IMPORT_MS = 60 * 60_000;

/**
 * Stores what of a statement file is new (PRODUCT C3), whatever its size: entries wait in the database, not in memory.
 * Imports into one account wait for each other, so that the same file twice at once is the same file twice. All of it is one
 * transaction: killed at any moment, nothing is imported, and the file can be sent again.
 * @throws ProblemError 404; 422 where no statement of the file can be taken
 */
export async function importStatement(
	tx: MerchantTransaction,
	accountId: string,
	file: StatementFile,
	fileName: string | undefined,
): Promise<ImportReport> {
	const account = await lockAccount(tx, accountId);
	const { csvMapping } = account;
	const digest = csvMapping === null ? file.digest : mappedDigest(file, csvMapping);
	const before = await importedBefore(tx, accountId, digest);
	if (before !== null) return before;

	const staging = await Staging.open(tx);
	let read: ReadFile;
	try {
		read = await readFile(file, staging, account, csvMapping === null ? {} : { mapping: csvMapping });
	} finally {
		await staging.close();
	}
	if (read.statements.length === 0) throw unreadable(read);

	const importId = randomUUID();
	const summary: Summary = {
		format: read.format,
		statements: read.statements.length,
		created: 0,
		known: 0,
		booked: 0,
		held: 0,
		warnings: [...read.warnings],
		errors: [...read.errors],
		questions: [],
		keptWhole: 0,
	};
	for (const delivery of deliveriesOf(read.statements)) {
		const target = { accountId, importId, representation: delivery.representation };
		const { asked, ...counts } = await storeDelivery(tx, target, delivery);
		for (const what of ["created", "known", "booked", "held", "keptWhole"] as const) summary[what] += counts[what];
		summary.questions.push(...asked);
	}
	if (summary.keptWhole > 0) summary.warnings.push(keptWhole(summary.keptWhole));
	await recordStatements(tx, accountId, importId, read.statements);
	await lapse(tx, accountId, read.statements);
	await tx.model.import.create({
		data: {
			merchantId: tx.merchantId,
			id: importId,
			accountId,
			fileHash: digest,
			fileName: fileName ?? null,
			format: read.format,
			at: tx.now,
			summary,
		},
	});
	if (summary.created + summary.booked > 0) await requestAssignment(tx);
	return reportOf(importId, summary, await openQuestions(tx, summary.questions));
}

/**
 * The very same bytes: nothing to be done, everything is known. A file with errors is read again, since what could not
 * be read may be readable by now; so is one of whose batches one was kept whole, which may have been undone.
 */
async function importedBefore(
	tx: MerchantTransaction,
	accountId: string,
	digest: Uint8Array<ArrayBuffer>,
): Promise<ImportReport | null> {
	const found = await tx.model.import.findFirst({
		where: { merchantId: tx.merchantId, accountId, fileHash: digest },
		orderBy: { at: "desc" },
	});
	// Written by us, as it is read here.
	const summary = found?.summary as Summary | undefined;
	if (found === null || summary === undefined || summary.errors.length + summary.keptWhole > 0) return null;
	const known = summary.created + summary.booked + summary.known;
	const again = { ...summary, created: 0, booked: 0, held: 0, known };
	return reportOf(found.id, again, await openQuestions(tx, summary.questions));
}

function reportOf(id: string, summary: Summary, questions: ImportReport["questions"]): ImportReport {
	// What only we remember is no field of the answer, and is left out of it.
	return { import: id, ...summary, questions };
}

/** Read by another mapping, the same bytes say something else. */
function mappedDigest({ digest }: StatementFile, csvMapping: unknown): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(digest).update(JSON.stringify(csvMapping)).digest());
}

function keptWhole(count: number) {
	return {
		de: `${count} Sammelbuchungen sind schon als Ganzes zugeordnet oder von Hand entschieden; ihre Einzelzahlungen wurden nicht übernommen.`,
		en: `${count} batches are assigned as a whole or decided by hand already; their single payments were not taken over.`,
	};
}

function unreadable({ errors }: ReadFile) {
	const [first] = errors;
	return problem("UNREADABLE_FILE", {
		...(first !== undefined && { detail: first.text.en, forMerchant: first.text }),
		issues: errors.map(({ position, text }) => ({ path: position, message: text.en })),
	});
}
