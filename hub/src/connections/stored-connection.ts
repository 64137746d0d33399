import { ConnectionState, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Prisma, Connection as Row } from "../db/generated/client.ts";
import { announceWork } from "../writeback/announce-work.ts";

export type StoredConnection = Omit<Row, "state"> & { readonly state: ConnectionState };

function stored(row: Row): StoredConnection {
	return { ...row, state: ConnectionState.parse(row.state) };
}

/** Locked until the transaction ends: wishes and answers of one connection come one after the other. @throws ProblemError 404. */
export async function lockConnection(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	await tx.query(
		`SELECT FROM connections WHERE merchant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
		tx.merchantId,
		id,
	);
	return connectionOf(tx, id);
}

/** @throws ProblemError 404 */
export async function connectionOf(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	const row = await tx.model.connection.findUnique({ where: { merchantId_id: { merchantId: tx.merchantId, id } } });
	if (row === null) throw problem("NOT_FOUND");
	return stored(row);
}

export async function connectionsOf(tx: MerchantTransaction): Promise<StoredConnection[]> {
	const rows = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	return rows.map(stored);
}

export type ConnectionChange = Omit<
	Prisma.ConnectionUncheckedUpdateInput,
	"merchantId" | "id" | "state" | "version"
> & {
	readonly state?: ConnectionState;
};

/** Its host learns of every change: the version grows, and it is told to look. */
export async function changeConnection(
	tx: MerchantTransaction,
	{ id }: Pick<StoredConnection, "id">,
	change: ConnectionChange,
): Promise<StoredConnection> {
	const row = await tx.model.connection.update({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
		data: { ...change, version: { increment: 1 } },
	});
	if (row.hostId !== null) await announceWork(tx, row.hostId, tx.now);
	return stored(row);
}

/** What a schema has parsed is JSON: Prisma's type of it is stricter than TypeScript can see. */
export function asJson(value: object): Prisma.InputJsonObject {
	return value as Prisma.InputJsonObject;
}
