import { randomUUID } from "node:crypto";
import { problem, type Relaunch, RelaunchAnswer, RelaunchKind, type startRelaunch } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../../db/database.ts";
import { connectionOf, lockConnection } from "../stored-connection.ts";
import { type RelaunchFacts, stepsOf } from "./steps.ts";

const Answers = z.object({
	oldUrl: z.string(),
	imported: RelaunchAnswer.shape.imported,
	testSystem: RelaunchAnswer.shape.testSystem,
});

export interface StoredRelaunch {
	readonly id: string;
	readonly kind: RelaunchKind;
	readonly oldId: string;
	readonly newId: string | null;
	readonly answers: z.infer<typeof Answers>;
	readonly startedAt: Date;
	readonly endedAt: Date | null;
}

interface Row {
	readonly id: string;
	readonly kind: string;
	readonly old_connection_id: string;
	readonly new_connection_id: string | null;
	readonly answers: unknown;
	readonly created_at: Date;
	readonly ended_at: Date | null;
}

const COLUMNS = `id, kind, old_connection_id, new_connection_id, answers, created_at, ended_at`;

function stored(row: Row): StoredRelaunch {
	return {
		id: row.id,
		kind: RelaunchKind.parse(row.kind),
		oldId: row.old_connection_id,
		newId: row.new_connection_id,
		answers: Answers.parse({ oldUrl: "", ...(row.answers as object) }),
		startedAt: row.created_at,
		endedAt: row.ended_at,
	};
}

/** @throws ProblemError 404; 409 where the shop has one under way */
export async function start(
	tx: MerchantTransaction,
	{ kind, connection }: z.infer<typeof startRelaunch.body>,
): Promise<StoredRelaunch> {
	const old = await lockConnection(tx, connection);
	const [other] = await tx.query(
		`SELECT FROM relaunches WHERE merchant_id = $1::uuid AND ended_at IS NULL AND $2::uuid IN (old_connection_id, new_connection_id)`,
		tx.merchantId,
		connection,
	);
	if (other !== undefined) throw problem("CONFLICT", { detail: "a relaunch of this shop is under way" });
	const id = randomUUID();
	await tx.execute(
		`INSERT INTO relaunches (merchant_id, id, kind, old_connection_id, answers, created_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4::uuid, $5::jsonb, $6)`,
		tx.merchantId,
		id,
		kind,
		connection,
		JSON.stringify({ oldUrl: old.url }),
		tx.now,
	);
	return relaunchOf(tx, id);
}

/** Locked until the transaction ends. @throws ProblemError 404 */
export async function relaunchOf(tx: MerchantTransaction, id: string): Promise<StoredRelaunch> {
	const [row] = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM relaunches WHERE merchant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
		tx.merchantId,
		id,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	return stored(row);
}

export async function relaunchesOf(tx: MerchantTransaction): Promise<StoredRelaunch[]> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM relaunches WHERE merchant_id = $1::uuid ORDER BY created_at DESC, id`,
		tx.merchantId,
	);
	return rows.map(stored);
}

/** The one under way in which this shop is the new one. */
export async function relaunchTo(tx: MerchantTransaction, newId: string): Promise<StoredRelaunch | null> {
	const [row] = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM relaunches WHERE merchant_id = $1::uuid AND new_connection_id = $2::uuid AND ended_at IS NULL`,
		tx.merchantId,
		newId,
	);
	return row === undefined ? null : stored(row);
}

export async function factsOf(tx: MerchantTransaction, relaunch: StoredRelaunch): Promise<RelaunchFacts> {
	const { kind, oldId, newId, answers } = relaunch;
	const old = await connectionOf(tx, oldId);
	const fresh = newId === null ? null : await connectionOf(tx, newId);
	const [accounts] = await tx.query<{ limited: number; without_new: number }>(
		`SELECT count(*)::int AS limited, count(*) FILTER (WHERE $3::uuid IS NULL OR $3::uuid <> ALL(connections))::int AS without_new
		   FROM accounts WHERE merchant_id = $1::uuid AND $2::uuid = ANY(connections)`,
		tx.merchantId,
		oldId,
		newId,
	);
	return {
		kind,
		old: { name: old.name, state: old.state, url: old.url },
		oldUrl: answers.oldUrl,
		fresh: fresh === null ? null : { name: fresh.name, state: fresh.state },
		accounts: { limited: accounts?.limited ?? 0, withoutNew: accounts?.without_new ?? 0 },
		imported: answers.imported ?? null,
		testSystem: answers.testSystem ?? null,
	};
}

export async function viewOf(tx: MerchantTransaction, relaunch: StoredRelaunch): Promise<Relaunch> {
	const { id, kind, oldId, newId, startedAt, endedAt } = relaunch;
	return {
		id,
		kind,
		old: oldId,
		new: newId,
		steps: stepsOf(await factsOf(tx, relaunch)),
		startedAt: startedAt.toISOString(),
		endedAt: endedAt?.toISOString() ?? null,
	};
}
