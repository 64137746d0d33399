import { randomUUID } from "node:crypto";
import { formatMoney, type Money, type Text } from "@kontor/connector";
import { problem, type Question } from "@kontor/protocol";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { lockAccount } from "./accounts.ts";
import { type Answer, answered } from "./identity/answered.ts";
import type { Asked } from "./identity/entry.ts";
import type { DeliveredEntry } from "./read-file.ts";
import { storeNew, type Target } from "./store-postings.ts";
import { rememberKeys, storeAround } from "./stored-entries.ts";

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
	for (const [day, asked] of Map.groupBy(doubtful, ({ entry }) => entry.bookingDay)) {
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
				// Without what is undefined, which JSON has not.
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
	const doubtful = askedOf(question.postings);
	const store = await storeAround(
		tx,
		accountId,
		doubtful.map(({ entry }) => entry),
	);
	const { create, known } = answered(answer, doubtful, store.entries);
	if ((await storeNew(tx, { accountId, importId }, create)) > 0) await requestAssignment(tx);
	await rememberKeys(tx, accountId, known);
	await withdraw(tx, [causeOf(id)]);
	return questionOf(await tx.model.postingQuestion.update({ where: key, data: { answer, answeredAt: tx.now } }));
}

/** Written by `ask`, as it is read here. */
function askedOf(postings: unknown): Asked<DeliveredEntry>[] {
	return postings as Asked<DeliveredEntry>[];
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
			.flatMap(({ entry }) => entry.matchables)
			.map(({ posting }) => ({
				amount: posting.amount,
				counterparty: posting.counterparty.name ?? null,
				remittance: posting.remittance,
			})),
		answer: row.answer === "same" || row.answer === "new" ? row.answer : null,
	};
}

function textOf(day: string, asked: readonly Asked<DeliveredEntry>[]): Text {
	const amounts = asked.flatMap(({ entry }) => entry.matchables[0]?.posting.amount ?? []);
	const list = (language: "de" | "en") => amounts.map((amount: Money) => formatMoney(amount, language)).join(", ");
	return {
		de: `Am ${day.split("-").reverse().join(".")} kann schon gespeichert sein, was dieser Auszug enthält: ${list("de")}. Sind es dieselben Buchungen, oder kamen sie noch einmal?`,
		en: `On ${day} what this statement holds may be stored already: ${list("en")}. Are these the same postings, or did they come once more?`,
	};
}

function gist(asked: readonly Asked<DeliveredEntry>[]): string {
	return asked
		.map(({ entry }) => entry.contentKey)
		.toSorted()
		.join();
}

function causeOf(id: string): string {
	return `question:${id}`;
}
