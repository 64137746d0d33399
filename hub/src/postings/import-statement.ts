import { createHash, randomUUID } from "node:crypto";
import { type ImportReport, problem } from "@kontor/protocol";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { lockAccount } from "./accounts.ts";
import { identify } from "./identity/identify.ts";
import { ask, openQuestions } from "./questions.ts";
import { type Delivery, type ReadFile, readFile } from "./read-file.ts";
import { splitBatches, storeBooked, storeNew, type Target } from "./store-postings.ts";
import { rememberKeys, rememberSpans, storeAround } from "./stored-entries.ts";

/** What an import is remembered by, besides what it stored. */
type Summary = Omit<ImportReport, "import" | "questions"> & {
	/** Their ids: also of those that an earlier import asked. */
	questions: string[];
};

/**
 * Stores what of a statement file is new (PRODUCT C3). Imports into one account wait for each other, so that the same
 * file twice at once is the same file twice.
 * @throws ProblemError 404; 422 where no statement of the file can be taken
 */
export async function importStatement(
	tx: MerchantTransaction,
	accountId: string,
	bytes: Uint8Array,
	fileName: string | undefined,
): Promise<ImportReport> {
	const account = await lockAccount(tx, accountId);
	const hash = createHash("sha256").update(bytes).digest();
	const before = await importedBefore(tx, accountId, hash);
	if (before !== null) return before;

	const file = await readFile(bytes, account);
	if (file.statements === 0) throw unreadable(file);
	const target: Target = { accountId, importId: randomUUID() };
	const summary: Summary = {
		format: file.format,
		statements: file.statements,
		created: 0,
		known: 0,
		booked: 0,
		held: 0,
		warnings: [...file.warnings],
		errors: [...file.errors],
		questions: [],
	};
	for (const delivery of file.deliveries) {
		const { created, known, booked, asked } = await store(tx, target, delivery);
		summary.created += created;
		summary.known += known;
		summary.booked += booked;
		summary.questions.push(...asked);
	}
	summary.held = await heldOf(tx, target.importId);
	await tx.model.import.create({
		data: {
			merchantId: tx.merchantId,
			id: target.importId,
			accountId,
			fileHash: hash,
			fileName: fileName ?? null,
			format: file.format,
			at: tx.now,
			summary,
		},
	});
	if (summary.created + summary.booked > 0) await requestAssignment(tx);
	return { import: target.importId, ...summary, questions: await openQuestions(tx, summary.questions) };
}

async function store(tx: MerchantTransaction, target: Target, delivery: Delivery) {
	const { accountId, importId } = target;
	const {
		create,
		known,
		booked,
		ask: doubtful,
	} = identify(delivery, await storeAround(tx, accountId, delivery.entries));
	const created = await storeNew(tx, target, create);
	const nowBooked = await storeBooked(tx, target, booked);
	const split = await splitBatches(tx, target, [...known, ...booked]);
	await rememberKeys(tx, accountId, known);
	await rememberSpans(tx, accountId, importId, delivery.spans);
	return {
		asked: await ask(tx, target, doubtful),
		created: created + split,
		known: known.reduce((count, { entry }) => count + entry.matchables.length, 0),
		booked: nowBooked,
	};
}

/**
 * The very same bytes: nothing to be done, everything is known. A file with errors is read again, since what could not
 * be read may be readable by now.
 */
async function importedBefore(
	tx: MerchantTransaction,
	accountId: string,
	hash: Uint8Array<ArrayBuffer>,
): Promise<ImportReport | null> {
	const found = await tx.model.import.findFirst({
		where: { merchantId: tx.merchantId, accountId, fileHash: hash },
		orderBy: { at: "asc" },
	});
	// Written by us, as it is read here.
	const summary = found?.summary as Summary | undefined;
	if (found === null || summary === undefined || summary.errors.length > 0) return null;
	return {
		import: found.id,
		...summary,
		created: 0,
		booked: 0,
		held: 0,
		known: summary.created + summary.booked + summary.known,
		questions: await openQuestions(tx, summary.questions),
	};
}

async function heldOf(tx: MerchantTransaction, importId: string): Promise<number> {
	return tx.model.posting.count({ where: { merchantId: tx.merchantId, importId, held: true } });
}

function unreadable({ errors }: ReadFile) {
	const [first] = errors;
	return problem("UNREADABLE_FILE", {
		...(first !== undefined && { detail: first.text.en, forMerchant: first.text }),
		issues: errors.map(({ position, text }) => ({ path: position, message: text.en })),
	});
}
