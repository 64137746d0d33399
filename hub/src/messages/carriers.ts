import type { Text } from "@kontor/connector";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type Notice, notify, withdraw } from "../notifications/notify.ts";
import type { CarrierFault } from "./channel.ts";
import { pauseAfter } from "./settle-message.ts";

/** What of a merchant's is reached from here, and let rest for a while where it cannot be. */
export interface Reached {
	/** Where it is stored. */
	readonly table: "mail_servers" | "letter_services" | "bounce_mailboxes";
	readonly notices: { readonly cause: string; fails(problem: Text): Notice };
}

/** One that a merchant may set himself; without, the operator's is used. */
export interface CarrierKind<Config, Secrets extends object> extends Reached {
	/** Where what is secret of it is sealed for. */
	readonly place: string;
	readonly config: z.ZodType<Config>;
	readonly secrets: z.ZodType<Secrets>;
	/** Whether the two are one: a secret is never given to another one than it was entered for. */
	isSame(known: Config, set: Config): boolean;
}

export interface CarrierState<Config> {
	/** Null: the operator's is used. */
	readonly config: Config | null;
	readonly problem: { readonly text: Text; readonly at: string } | null;
	readonly pausedUntil: string | null;
}

interface Row {
	readonly config: unknown;
	readonly secrets: Uint8Array | null;
	readonly problem: CarrierState<unknown>["problem"];
	readonly paused_until: Date | null;
}

/** The merchant's own, with what is secret; null where he has none. */
export async function ownCarrier<Config, Secrets extends object>(
	hub: Hub,
	tx: MerchantTransaction,
	kind: CarrierKind<Config, Secrets>,
): Promise<{ readonly config: Config; readonly secrets: Secrets } | null> {
	const { config = null, secrets = null } = (await stored(tx, kind.table)) ?? {};
	if (config === null) return null;
	const opened = secrets === null ? {} : hub.vault.open(`${tx.merchantId}/${kind.place}`, secrets);
	return { config: kind.config.parse(config), secrets: kind.secrets.parse(opened) };
}

export async function hasOwnCarrier(tx: MerchantTransaction, { table }: Pick<Reached, "table">): Promise<boolean> {
	return ((await stored(tx, table))?.config ?? null) !== null;
}

/** Sets it, or null for the operator's. Secrets that are left out stay as they are, as long as it is the same; what waits is tried at once. */
export async function setCarrier<Config, Secrets extends object>(
	hub: Hub,
	tx: MerchantTransaction,
	kind: CarrierKind<Config, Secrets>,
	given: { readonly config: Config | null; readonly secrets: Secrets },
): Promise<void> {
	const { config } = given;
	const known = await ownCarrier(hub, tx, kind);
	const kept = known !== null && config !== null && kind.isSame(known.config, config) ? known.secrets : {};
	const sealed =
		config === null ? null : hub.vault.seal(`${tx.merchantId}/${kind.place}`, { ...kept, ...given.secrets });
	await tx.execute(
		`INSERT INTO ${kind.table} (merchant_id, config, secrets, updated_at) VALUES ($1::uuid, $2::jsonb, $3, $4)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET config = excluded.config, secrets = excluded.secrets, updated_at = excluded.updated_at,
		        failures = 0, paused_until = NULL, problem = NULL`,
		tx.merchantId,
		config === null ? null : JSON.stringify(config),
		sealed,
		tx.now,
	);
	await withdraw(tx, [kind.notices.cause]);
}

export async function carrierState<Config, Secrets extends object>(
	tx: MerchantTransaction,
	{ table, config }: CarrierKind<Config, Secrets>,
): Promise<CarrierState<Config>> {
	const row = await stored(tx, table);
	return {
		config: row === undefined || row.config === null ? null : config.parse(row.config),
		problem: row?.problem ?? null,
		pausedUntil: row?.paused_until?.toISOString() ?? null,
	};
}

/** One that is out of order for moments is nothing to be told about. */
const TOLD_AFTER = 3;

/** It cannot be used. @returns until when it is let rest */
export async function noteFault(
	tx: MerchantTransaction,
	{ table, notices }: Reached,
	{ forMerchant }: CarrierFault,
): Promise<Date> {
	const [row] = await tx.query<{ failures: number }>(
		`INSERT INTO ${table} (merchant_id, failures, problem, updated_at) VALUES ($1::uuid, 1, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE SET failures = ${table}.failures + 1, problem = excluded.problem
		 RETURNING failures`,
		tx.merchantId,
		JSON.stringify({ text: forMerchant, at: tx.now.toISOString() }),
		tx.now,
	);
	const failures = row?.failures ?? 1;
	const until = new Date(tx.now.getTime() + pauseAfter(failures));
	await tx.execute(`UPDATE ${table} SET paused_until = $2 WHERE merchant_id = $1::uuid`, tx.merchantId, until);
	if (failures >= TOLD_AFTER) await notify(tx, [notices.fails(forMerchant)]);
	return until;
}

/** It answers: whatever was wrong is over. */
export async function works(tx: MerchantTransaction, { table, notices }: Reached): Promise<void> {
	const changed = await tx.execute(
		`UPDATE ${table} SET failures = 0, paused_until = NULL, problem = NULL WHERE merchant_id = $1::uuid AND failures > 0`,
		tx.merchantId,
	);
	if (changed > 0) await withdraw(tx, [notices.cause]);
}

async function stored(tx: MerchantTransaction, table: Reached["table"]): Promise<Row | undefined> {
	const [row] = await tx.query<Row>(
		`SELECT config, secrets, problem, paused_until FROM ${table} WHERE merchant_id = $1::uuid`,
		tx.merchantId,
	);
	return row;
}
