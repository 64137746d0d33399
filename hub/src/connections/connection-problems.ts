import type { Text } from "@kontor/connector";
import type { ConnectionProblem as HostReport, NextStep } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { nextStepOf } from "./next-steps.ts";

/** What is wrong with a connection: its undone notifications whose cause begins with its name (PRODUCT L4). */
export interface ConnectionProblem {
	readonly code: string;
	readonly text: Text;
	/** The field of the configuration or the secrets that is at fault. */
	readonly field?: string;
}

/** As the merchant is shown it. */
interface ToldProblem extends ConnectionProblem {
	readonly nextStep: NextStep;
}

const prefixOf = (connectionId: string) => `connection:${connectionId}:`;

/** The cause of a notification that is shown with its connection. `topic` groups what one look finds. */
export function causeOfProblem(connectionId: string, topic: string, code: string): string {
	return `${prefixOf(connectionId)}${topic}:${code}`;
}

/** Told once, however often it is found. */
async function tell(
	tx: MerchantTransaction,
	connectionId: string,
	topic: string,
	problems: readonly ConnectionProblem[],
): Promise<void> {
	await notify(
		tx,
		problems.map(({ code, text, field }) => ({
			code,
			text,
			causeKey: causeOfProblem(connectionId, topic, code),
			about: { connection: connectionId, ...(field === undefined ? {} : { field }) },
		})),
	);
}

/** A look at the topic found just these: they are told, and what was told before and is gone is withdrawn. */
export async function found(
	tx: MerchantTransaction,
	connectionId: string,
	topic: string,
	problems: readonly ConnectionProblem[],
): Promise<void> {
	const still = problems.map(({ code }) => causeOfProblem(connectionId, topic, code));
	const told = await causesOf(tx, causeOfProblem(connectionId, topic, ""));
	await withdraw(
		tx,
		told.filter((cause) => !still.includes(cause)),
	);
	await tell(tx, connectionId, topic, problems);
}

/** A host says that something is wrong, or that it is over. */
export async function reportedByHost(
	tx: MerchantTransaction,
	connectionId: string,
	{ code, text, resolved }: HostReport,
): Promise<void> {
	if (resolved) await withdraw(tx, [causeOfProblem(connectionId, "host", code)]);
	else await tell(tx, connectionId, "host", [{ code, text }]);
}

/** The connection's own problems are of no interest any more. */
export async function withdrawAll(tx: MerchantTransaction, connectionId: string): Promise<void> {
	await withdraw(tx, await causesOf(tx, prefixOf(connectionId)));
}

async function causesOf(tx: MerchantTransaction, prefix: string): Promise<string[]> {
	const rows = await tx.query<{ cause_key: string }>(
		`SELECT cause_key FROM notifications WHERE merchant_id = $1::uuid AND done_at IS NULL AND starts_with(cause_key, $2)`,
		tx.merchantId,
		prefix,
	);
	return rows.map(({ cause_key }) => cause_key);
}

/** The problems of several connections, by connection, oldest first. */
export async function problemsOf(
	tx: MerchantTransaction,
	connectionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ToldProblem[]>> {
	const rows = await tx.query<{
		connection: string;
		topic: string;
		code: string;
		text: Text;
		field: string | null;
		consents: boolean | null;
	}>(
		`SELECT c.id::text AS connection, split_part(n.cause_key, ':', 3) AS topic, n.code, n.text, n.about ->> 'field' AS field,
		        (SELECT (p.manifest #>> '{capabilities,connect}')::boolean FROM connections own JOIN plugins p ON p.id = own.plugin
		          WHERE own.merchant_id = $1::uuid AND own.id = c.id) AS consents
		   FROM unnest($2::uuid[]) AS c(id)
		   JOIN notifications n ON starts_with(n.cause_key, 'connection:' || c.id || ':')
		  WHERE n.merchant_id = $1::uuid AND n.done_at IS NULL ORDER BY n.id`,
		tx.merchantId,
		connectionIds,
	);
	const problems = rows.map(({ field, topic, consents, ...row }) => ({
		...row,
		...(field === null ? {} : { field }),
		nextStep: nextStepOf(row.code, topic, { connect: consents ?? false }),
	}));
	return Map.groupBy(problems, ({ connection }) => connection);
}
