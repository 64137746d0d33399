import { openAsBlob } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
	type Account,
	type ClientOptions,
	call,
	type ImportReport,
	importStatement,
	listPostings,
} from "@kontor/protocol";
import { UnusableFile, unreadableFile } from "../file-fault.ts";
import type { Language } from "../language.ts";
import { bad, dim, good, waiting } from "../terminal/style.ts";
import { accountOf } from "./account.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

/** The assignment of a large file takes longer than a person waits; the hub goes on by itself. */
const MOST_WAIT_MS = 30_000;

/** `kontor import`. Exit codes: 0 all read, 1 some statement could not be read, 2 nothing done. */
export async function importFile(
	file: string,
	options: HubOptions & { account: string },
	language: Language,
): Promise<void> {
	const body = await bytesOf(file);
	const hub = merchantAccess(options, language);
	const account = await accountOf(hub, options.account, language);
	const query = { fileName: basename(file) };
	const report = await call(hub, importStatement, { params: { account: account.id }, query, body });
	console.log(reportText(basename(file), report, language));
	if (report.created > 0 || report.booked > 0) await showOutcomes(hub, account, language);
	process.exitCode = report.errors.length > 0 ? 1 : 0;
}

/** @throws UnusableFile: a Blob itself does not say why it cannot be had */
async function bytesOf(file: string): Promise<Blob> {
	try {
		await using handle = await open(file);
		await handle.read(new Uint8Array(1));
	} catch (error) {
		throw new UnusableFile(unreadableFile(file, error));
	}
	return openAsBlob(file);
}

export function reportText(file: string, report: ImportReport, language: Language): string {
	const german = language === "de";
	const { created, known, booked, held } = report;
	const counts: [number, string, string][] = [
		[created, "neu", "new"],
		[known, "schon bekannt", "known already"],
		[booked, "waren vorgemerkt, jetzt gebucht", "were pending, now booked"],
		[held, "älter als das Konto, warten", "older than the account, waiting"],
	];
	const shown = counts
		.filter(([count], i) => count > 0 || i === 0)
		.map(([count, de, en]) => `${count} ${german ? de : en}`);
	return [
		`${good("✓")} ${file} (${report.format}): ${german ? "Buchungen" : "postings"} ${shown.join(", ")}`,
		...report.questions.map(({ text }) => waiting(`? ${text[language]}`)),
		...report.warnings.map((text) => waiting(`! ${text[language]}`)),
		...report.errors.map(({ text }) => bad(`✗ ${text[language]}`)),
	].join("\n");
}

async function showOutcomes(hub: ClientOptions, { id }: Account, language: Language): Promise<void> {
	for (let waited = 0; waited < MOST_WAIT_MS; waited += 100) {
		const { items } = await call(hub, listPostings, { query: { outcome: "undecided", account: id } });
		if (items.every(({ held, status }) => held || status === "pending")) {
			const { items: review } = await call(hub, listPostings, {
				query: { outcome: "review", account: id, limit: 500 },
			});
			console.log(
				language === "de"
					? `  Entschieden. Zu prüfen auf diesem Konto: ${review.length}${dim("  (kontor review)")}`
					: `  Decided. To review on this account: ${review.length}${dim("  (kontor review)")}`,
			);
			return;
		}
		await sleep(100);
	}
	console.log(language === "de" ? "  Die Zuordnung läuft noch." : "  The assignment is still running.");
}
