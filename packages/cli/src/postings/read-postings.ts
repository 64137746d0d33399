import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Text } from "@kontor/connector";
import type { MatchPosting } from "@kontor/matching";
import { accountKey, identities, matchables, type Posting, readStatements, type Statement } from "@kontor/statements";
import { type FileFault, unreadableFile } from "../file-fault.ts";
import type { ListedPosting, PostingList } from "./listed-posting.ts";

/** Reads the booked postings of one statement file; a statement with a fault is left out whole (PRODUCT C5). */
export async function readPostings(path: string): Promise<PostingList> {
	const file = basename(path);
	const postings: ListedPosting[] = [];
	const faults: FileFault[] = [];
	const notes: Text[] = [];
	try {
		for await (const result of readStatements(createReadStream(path), { raw: false })) {
			if (!result.ok) faults.push({ file, message: within(file, result.error.message) });
			else {
				postings.push(...bookedPostings(file, postings.length, result.statement));
				notes.push(...result.statement.warnings.map(({ message }) => within(file, message)));
				notes.push(...pendingNote(file, result.statement));
			}
		}
	} catch (error) {
		if (!(error instanceof Error && "code" in error)) throw error;
		faults.push(unreadableFile(file, error));
	}
	return { postings, faults, notes };
}

function bookedPostings(file: string, before: number, statement: Statement): ListedPosting[] {
	const keys = identities(statement, statement.entries);
	const account = accountKey(statement.account);
	const listed: ListedPosting[] = [];
	statement.entries.forEach((entry, i) => {
		const key = keys[i];
		if (entry.status !== "booked" || key === undefined) return;
		for (const { subKey, posting } of matchables(entry)) {
			listed.push({
				file,
				line: entry.position.line,
				format: statement.format.slice(0, 4),
				identity: {
					strongId: key.strongId === undefined ? undefined : `${key.strongId} ${subKey}`,
					contentKey: `${key.contentKey} ${subKey}`,
					dayFingerprint: `${account} ${[posting.bookingDay, posting.amount.minor, posting.amount.currency].join(" ")}`,
				},
				posting: matchPosting(`${file}#${before + listed.length + 1}`, account, posting),
			});
		}
	});
	return listed;
}

function matchPosting(id: string, account: string, posting: Posting): MatchPosting {
	const { gvc, domain, proprietary, swift } = posting.transactionCode;
	return {
		id,
		account,
		bookingDate: posting.bookingDay,
		amount: posting.amount,
		counterparty: {
			name: posting.counterparty.ultimateName ?? posting.counterparty.name,
			iban: posting.counterparty.iban,
		},
		remittance: [posting.remittance, posting.additionalRemittance].filter(Boolean).join("\n"),
		searchText: posting.searchText,
		endToEndId: posting.endToEndId,
		references: posting.references,
		transactionCode: [gvc, domain, proprietary ?? swift].filter(Boolean).join(" ") || undefined,
		returnReason: posting.returnReason,
	};
}

/** Announced postings may change or vanish: they never settle an order. */
function pendingNote(file: string, { entries }: Statement): Text[] {
	const count = entries.filter(({ status }) => status !== "booked").length;
	if (count === 0) return [];
	return [
		{
			de: `${file}: nur vorgemerkt und darum ausgelassen: ${count} ${count === 1 ? "Buchung" : "Buchungen"}.`,
			en: `${file}: only announced and therefore left out: ${count} ${count === 1 ? "posting" : "postings"}.`,
		},
	];
}

function within(file: string, { de, en }: Text): Text {
	return { de: `${file}: ${de}`, en: `${file}: ${en}` };
}
