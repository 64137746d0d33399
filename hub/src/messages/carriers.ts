import type { Text } from "@kontor/connector";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import type { CarrierFault, Channel, ChannelName, ChannelNotices } from "./channel.ts";
import { giveBack, pauseAfter } from "./settle-message.ts";

/** Where it is stored who carries a merchant's messages. */
export const TABLES = { email: "mail_servers", letter: "letter_services" } as const satisfies Record<
	ChannelName,
	string
>;

/** A carrier that a merchant may set himself; without, the operator's is used. */
export interface CarrierKind<Config, Secrets extends object> {
	readonly channel: ChannelName;
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
	const { config = null, secrets = null } = (await stored(tx, kind.channel)) ?? {};
	if (config === null) return null;
	const opened = secrets === null ? {} : hub.vault.open(`${tx.merchantId}/${kind.place}`, secrets);
	return { config: kind.config.parse(config), secrets: kind.secrets.parse(opened) };
}

export async function hasOwnCarrier(tx: MerchantTransaction, channel: ChannelName): Promise<boolean> {
	return ((await stored(tx, channel))?.config ?? null) !== null;
}

/** Sets it, or null for the operator's. Secrets that are left out stay as they are, as long as it is the same; what waits is tried at once. */
export async function setCarrier<Config, Secrets extends object>(
	hub: Hub,
	tx: MerchantTransaction,
	kind: CarrierKind<Config, Secrets>,
	notices: ChannelNotices,
	given: { readonly config: Config | null; readonly secrets: Secrets },
): Promise<void> {
	const { config } = given;
	const known = await ownCarrier(hub, tx, kind);
	const kept = known !== null && config !== null && kind.isSame(known.config, config) ? known.secrets : {};
	const sealed =
		config === null ? null : hub.vault.seal(`${tx.merchantId}/${kind.place}`, { ...kept, ...given.secrets });
	await tx.execute(
		`INSERT INTO ${TABLES[kind.channel]} (merchant_id, config, secrets, updated_at) VALUES ($1::uuid, $2::jsonb, $3, $4)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET config = excluded.config, secrets = excluded.secrets, updated_at = excluded.updated_at,
		        failures = 0, paused_until = NULL, problem = NULL`,
		tx.merchantId,
		config === null ? null : JSON.stringify(config),
		sealed,
		tx.now,
	);
	await withdraw(tx, [notices.cause]);
}

export async function carrierState<Config, Secrets extends object>(
	tx: MerchantTransaction,
	{ channel, config }: CarrierKind<Config, Secrets>,
): Promise<CarrierState<Config>> {
	const row = await stored(tx, channel);
	return {
		config: row === undefined || row.config === null ? null : config.parse(row.config),
		problem: row?.problem ?? null,
		pausedUntil: row?.paused_until?.toISOString() ?? null,
	};
}

/** One that is out of order for moments is nothing to be told about. */
const TOLD_AFTER = 3;

/** It cannot be used: what was claimed goes back, and no message of the merchant's is tried for a while. */
export async function settleFault(
	tx: MerchantTransaction,
	{ name, notices }: Channel,
	lease: string,
	{ forMerchant }: CarrierFault,
): Promise<void> {
	const table = TABLES[name];
	const [row] = await tx.query<{ failures: number }>(
		`INSERT INTO ${table} (merchant_id, failures, problem, updated_at) VALUES ($1::uuid, 1, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE SET failures = ${table}.failures + 1, problem = excluded.problem
		 RETURNING failures`,
		tx.merchantId,
		JSON.stringify({ text: forMerchant, at: tx.now.toISOString() }),
		tx.now,
	);
	const failures = row?.failures ?? 1;
	await tx.execute(
		`UPDATE ${table} SET paused_until = $2 WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		new Date(tx.now.getTime() + pauseAfter(failures)),
	);
	await giveBack(tx, lease);
	if (failures >= TOLD_AFTER) await notify(tx, [notices.fails(forMerchant)]);
}

/** It answers: whatever was wrong is over. */
export async function works(tx: MerchantTransaction, { name, notices }: Channel): Promise<void> {
	const changed = await tx.execute(
		`UPDATE ${TABLES[name]} SET failures = 0, paused_until = NULL, problem = NULL WHERE merchant_id = $1::uuid AND failures > 0`,
		tx.merchantId,
	);
	if (changed > 0) await withdraw(tx, [notices.cause]);
}

async function stored(tx: MerchantTransaction, channel: ChannelName): Promise<Row | undefined> {
	const [row] = await tx.query<Row>(
		`SELECT config, secrets, problem, paused_until FROM ${TABLES[channel]} WHERE merchant_id = $1::uuid`,
		tx.merchantId,
	);
	return row;
}
