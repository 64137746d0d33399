import { randomUUID } from "node:crypto";
import { formatMoney, type Money, type Text } from "@kontor/connector";
import { problem, type Question } from "@kontor/protocol";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { lockAccount } from "./accounts.ts";
import { type Answer, answered } from "./identity/answered.ts";
import type { Asked } from "./identity/entry.ts";
import type { DeliveredEntry } from "./importing/compare-days.ts";
import { type AskedEntry, putIntoStaging, takeFromStaging } from "./importing/question-rows.ts";
import { note, storeCreated, type Target } from "./importing/store-postings.ts";
import { rememberKeys, storedAround } from "./importing/stored-entries.ts";

/**
 * Asks about entries that may be new or stored ones, day by day; the same is not asked twice.
 * @returns the questions' ids
 */
export async function ask(
	tx: MerchantTransaction,
	{ accountId, importId }: Target,
	doubtful: readonly Asked<DeliveredEntry>[],
): Promise<string[]> {
	const ids: string[] = [];
	if (doubtful.length === 0) return ids;
	for (const [day, asked] of await takeFromStaging(tx, doubtful)) {
		const bookingDay = new Date(day);
		const open = await tx.model.postingQuestion.findMany({
			where: { merchantId: tx.merchantId, accountId, bookingDay, answer: null },
		});
		const again = open.find(({ postings }) => gist(askedOf(postings)) === gist(asked));
		if (again !== undefined) {
			ids.push(again.id);
			continue;
		}
		const { id } = await tx.model.postingQuestion.create({
			data: {
				merchantId: tx.merchantId,
				id: randomUUID(),
				accountId,
				importId,
				bookingDay,
				// Without the types' read-only: Prisma knows no such JSON.
				postings: JSON.parse(JSON.stringify(asked)),
				askedAt: tx.now,
			},
		});
		ids.push(id);
		await notify(tx, [
			{ code: "POSTINGS_IN_QUESTION", causeKey: causeOf(id), text: textOf(day, asked), about: { account: accountId } },
		]);
	}
	return ids;
}

/** Those of the questions that wait for an answer; without ids all that do. */
export async function openQuestions(tx: MerchantTransaction, ids?: readonly string[]): Promise<Question[]> {
	const rows = await tx.model.postingQuestion.findMany({
		where: { merchantId: tx.merchantId, answer: null, ...(ids !== undefined && { id: { in: [...ids] } }) },
		orderBy: [{ bookingDay: "asc" }, { id: "asc" }],
	});
	return rows.map(questionOf);
}

/** Stores what is new by the answer. @throws ProblemError 404; 409 where it was answered otherwise */
export async function answerQuestion(tx: MerchantTransaction, id: string, answer: Answer): Promise<Question> {
	const key = { merchantId_id: { merchantId: tx.merchantId, id } };
	const asked = await tx.model.postingQuestion.findUnique({ where: key });
	if (asked === null) throw problem("NOT_FOUND", { detail: "no such question" });
	await lockAccount(tx, asked.accountId);
	const question = await tx.model.postingQuestion.findUniqueOrThrow({ where: key });
	if (question.answer === answer) return questionOf(question);
	if (question.answer !== null) throw problem("CONFLICT", { detail: `answered "${question.answer}" before` });

	const { accountId, importId } = question;
	const doubtful = await putIntoStaging(tx, askedOf(question.postings));
	const entries = doubtful.map(({ entry }) => entry);
	const { create, known, elsewhere } = answered(answer, doubtful, await storedAround(tx, accountId, entries));
	await note(tx, create);
	await note(tx, elsewhere, { elsewhere: true });
	const representation = entries[0]?.representation ?? "";
	const { created } = await storeCreated(tx, { accountId, importId, representation });
	if (created > 0) await requestAssignment(tx);
	await rememberKeys(tx, accountId, known);
	await withdraw(tx, [causeOf(id)]);
	return questionOf(await tx.model.postingQuestion.update({ where: key, data: { answer, answeredAt: tx.now } }));
}

/** Written by `ask`, as it is read here. */
function askedOf(postings: unknown): AskedEntry[] {
	return postings as AskedEntry[];
}

function questionOf(row: {
	readonly id: string;
	readonly accountId: string;
	readonly bookingDay: Date;
	readonly postings: unknown;
	readonly answer: string | null;
}): Question {
	const asked = askedOf(row.postings);
	const bookingDay = row.bookingDay.toISOString().slice(0, 10);
	return {
		id: row.id,
		account: row.accountId,
		bookingDay,
		text: textOf(bookingDay, asked),
		postings: asked
			.flatMap(({ postings }) => postings)
			.map(({ amount, currency, counterparty_name, remittance }) => ({
				amount: { minor: amount, currency },
				counterparty: counterparty_name,
				remittance,
			})),
		answer: row.answer === "same" || row.answer === "new" ? row.answer : null,
	};
}

/** So many amounts are named. */
const NAMED = 5;

function textOf(day: string, asked: readonly AskedEntry[]): Text {
	const amounts = asked.map(({ entry, postings }) => ({ minor: entry.minor, currency: postings[0]?.currency ?? "" }));
	const list = (language: "de" | "en") =>
		amounts
			.slice(0, NAMED)
			.map((amount: Money) => formatMoney(amount, language))
			.concat(amounts.length > NAMED ? ["…"] : [])
			.join(", ");
	return {
		de: `Am ${day.split("-").reverse().join(".")} kann schon gespeichert sein, was dieser Auszug enthält: ${list("de")}. Sind es dieselben Buchungen, oder kamen sie noch einmal?`,
		en: `On ${day} what this statement holds may be stored already: ${list("en")}. Are these the same postings, or did they come once more?`,
	};
}

function gist(asked: readonly AskedEntry[]): string {
	return asked
		.map(({ entry }) => entry.contentKey)
		.toSorted()
		.join();
}

function causeOf(id: string): string {
	return `question:${id}`;
}
